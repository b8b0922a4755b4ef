package dev.colophon.publishapi.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final Instant DATE = Instant.parse("2026-11-24T09:15:30Z");

    @Test
    void any_difference_makes_another_hash() {
        var hashes = Stream.of(
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "ab",
                                "",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                "s",
                                null,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                DATE,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.DRAFT,
                                null,
                                false,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                "p",
                                false,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                null,
                                true,
                                List.of(),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of("x"),
                                List.of(),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of(),
                                List.of("x"),
                                PostSettings.NONE),
                        new Content(
                                "a",
                                "b",
                                "c",
                                null,
                                null,
                                Visibility.PUBLIC,
                                null,
                                false,
                                List.of(),
                                List.of("x", "y"),
                                PostSettings.NONE))
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
        var content = new Content(
                "a",
                "the-html",
                "c",
                null,
                null,
                Visibility.PUBLIC,
                "the-password",
                false,
                List.of(),
                List.of(),
                PostSettings.NONE);

        assertThat(content.toString()).doesNotContain("the-html", "the-password");
    }
}
