package dev.colophon.publishapi.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The harbour reopens – at last ⚓|the-harbour-reopens-at-last",
                "Größe, Ærø & Łódź|grosse-aero-lodz",
                "  Crème brûlée!  |creme-brulee",
                "Title with <b>Markup</b> &amp; more|title-with-markup-more",
                "2026 in review|story-2026-in-review",
                "Colophon - an introduction|story-colophon-an-introduction",
                "Επίπεδο|story-0a1b2c3d",
                "⚓|story-0a1b2c3d",
                "''|story-0a1b2c3d",
                "---|story-0a1b2c3d"
            })
    void a_title_folds_to_a_slug(String title, String slug) {
        assertThat(Slugs.derive(title, "0a1b2c3d")).isEqualTo(slug).matches(Slugs::valid);
    }

    @Test
    void a_derived_slug_stays_within_the_limit_with_its_suffix_too() {
        for (var length = 1; length < 400; length++) {
            var slug = Slugs.derive("a b".repeat(length), "0a1b2c3d");
            assertThat(slug).matches(Slugs::valid);
            assertThat(Slugs.withSuffix(slug, "0a1b2c3d")).matches(Slugs::valid).endsWith("-0a1b2c3d");
            assertThat(Slugs.derive("1".repeat(length), "0a1b2c3d")).matches(Slugs::valid);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "harbour", "the-harbour-2"})
    void a_plain_slug_is_valid(String slug) {
        assertThat(Slugs.valid(slug)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a-", "-a", "a--b", "1a", "A", "a_b", "a/b", "ä", "colophon-1", "a b"})
    void what_wordpress_would_change_is_not(String slug) {
        assertThat(Slugs.valid(slug)).isFalse();
    }
}
