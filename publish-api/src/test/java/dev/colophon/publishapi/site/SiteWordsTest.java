package dev.colophon.publishapi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a site, and what a story takes from it: read by its words, refused where it is none. */
class SiteWordsTest {

    private static final SiteDefaults DEFAULTS = new SiteDefaults(7L, List.of("Ports"), Visibility.DRAFT);
    private static final Set<SiteDefault> ALL = EnumSet.allOf(SiteDefault.class);

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void an_edit_policy_is_read_by_the_word_it_is_told_by(EditPolicy policy) {
        assertThat(EditPolicy.of(policy.text())).contains(policy);
        assertThat(EditPolicy.stored(policy.text())).isEqualTo(policy);
        assertThat(EditPolicy.words()).contains(policy.text());
    }

    @Test
    void no_edit_policy_means_overwrite_and_another_word_means_none() {
        assertThat(EditPolicy.of(null)).contains(EditPolicy.OVERWRITE);
        assertThat(EditPolicy.KEEP_EDITORS.text()).isEqualTo("keep-editors");
        assertThat(EditPolicy.of("KEEP_EDITORS")).isEmpty();
        assertThatThrownBy(() -> EditPolicy.stored("keep_editors")).hasMessageContaining("keep_editors");
    }

    @ParameterizedTest
    @EnumSource(Visibility.class)
    void a_visibility_is_read_by_the_word_it_is_told_by(Visibility visibility) {
        assertThat(Visibility.of(visibility.text())).contains(visibility);
        assertThat(Visibility.of(visibility.name())).as("in capitals").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Post", "default", "attachment", "wp_block", "a b", "aaaaaaaaaaaaaaaaaaaaa"})
    void what_can_be_no_kind_of_post_is_no_placement(String name) {
        assertThat(Placement.of(name)).isEmpty();
        assertThatThrownBy(() -> new Placement(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "page", "wp-event", "event_2", "aaaaaaaaaaaaaaaaaaaa"})
    void any_other_name_of_a_kind_is_one(String name) {
        assertThat(Placement.of(name)).contains(new Placement(name));
    }

    @Test
    void a_site_key_has_up_to_63_characters_of_a_name_on_the_web() {
        assertThat(SiteKey.of("a".repeat(63))).map(SiteKey::toString).contains("a".repeat(63));
        assertThat(SiteKey.of("a".repeat(64))).isEmpty();
        assertThat(SiteKey.of("-a")).isEmpty();
        assertThat(SiteKey.of(null)).isEmpty();
        assertThatThrownBy(() -> new SiteKey("-a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_story_takes_of_the_defaults_what_it_left_open_and_no_more() {
        assertThat(DEFAULTS.takenFor(ALL, Placement.POST)).isEqualTo(DEFAULTS);
        assertThat(DEFAULTS.takenFor(Set.of(), Placement.POST)).isEqualTo(SiteDefaults.NONE);
        assertThat(DEFAULTS.takenFor(Set.of(SiteDefault.AUTHOR), Placement.POST))
                .isEqualTo(new SiteDefaults(7L, List.of(), null));
        assertThat(DEFAULTS.takenFor(Set.of(SiteDefault.CATEGORIES), Placement.POST))
                .isEqualTo(new SiteDefaults(null, List.of("Ports"), null));
        assertThat(DEFAULTS.takenFor(Set.of(SiteDefault.VISIBILITY), Placement.POST))
                .isEqualTo(new SiteDefaults(null, List.of(), Visibility.DRAFT));
    }

    @Test
    void a_page_takes_no_categories() {
        assertThat(DEFAULTS.takenFor(ALL, Placement.PAGE)).isEqualTo(new SiteDefaults(7L, List.of(), Visibility.DRAFT));
    }

    @Test
    void defaults_that_a_site_cannot_have_are_refused() {
        assertThat(new SiteDefaults(1L, Collections.nCopies(20, "a".repeat(200)), null).categories())
                .hasSize(20);
        assertRefused(0L, List.of());
        assertRefused(null, Collections.nCopies(21, "a"));
        for (var name : List.of("", " ", "a".repeat(201), "a\nb", "\u007f", "\ud800", "\udfff")) {
            assertRefused(null, List.of(name));
        }
        assertThat(SiteDefaults.isName("Häfen ⚓ \ud83d\udea2")).isTrue();
        assertThat(SiteDefaults.isName(null)).isFalse();
    }

    private static void assertRefused(@org.jspecify.annotations.Nullable Long author, List<String> categories) {
        assertThatThrownBy(() -> new SiteDefaults(author, categories, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
