package dev.colophon.publishapi.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.site.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final Content PLAIN = content("a", "b", null, null, Visibility.PUBLIC, null);

    @Test
    void any_difference_makes_another_hash() {
        var hashes = Stream.of(
                        PLAIN,
                        content("ab", "", null, null, Visibility.PUBLIC, null),
                        content("a", "b", "s", null, Visibility.PUBLIC, null),
                        content("a", "b", null, Instant.parse("2026-11-24T09:15:30Z"), Visibility.PUBLIC, null),
                        content("a", "b", null, null, Visibility.DRAFT, null),
                        content("a", "b", null, null, Visibility.PUBLIC, "p"),
                        plain(true, List.of(), List.of()),
                        plain(false, List.of("x"), List.of()),
                        plain(false, List.of(), List.of("x")),
                        plain(false, List.of(), List.of("x", "y")))
                .map(Content::hash)
                .toList();

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void equal_content_has_an_equal_hash() {
        assertThat(VariantChoiceTest.content("a").hash())
                .isEqualTo(VariantChoiceTest.content("a").hash());
    }

    @Test
    void empty_content_cannot_be() {
        assertThatThrownBy(() -> VariantChoiceTest.content("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_it_says_of_itself_tells_neither_text_nor_password() {
        var content = content("a", "the-html", null, null, Visibility.PUBLIC, "the-password");

        assertThat(content.toString()).doesNotContain("the-html", "the-password");
    }

    private static Content content(
            String title,
            String html,
            @Nullable String slug,
            @Nullable Instant date,
            Visibility visibility,
            @Nullable String password) {
        return new Content(
                title,
                html,
                "c",
                slug,
                date,
                visibility,
                Set.of(),
                password,
                false,
                List.of(),
                List.of(),
                PostSettings.NONE,
                null,
                List.of(),
                Seo.NONE,
                UpstreamIds.NONE);
    }

    private static Content plain(boolean sticky, List<String> categories, List<String> tags) {
        return new Content(
                PLAIN.title(),
                PLAIN.html(),
                PLAIN.excerpt(),
                null,
                null,
                PLAIN.visibility(),
                Set.of(),
                null,
                sticky,
                categories,
                tags,
                PostSettings.NONE,
                null,
                List.of(),
                Seo.NONE,
                UpstreamIds.NONE);
    }
}
