package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Contents;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where in a story's html, seen from both sides: what is put in, and what is left to the byte. */
class PlacedHtmlTest {

    private static final String OURS = "https://images.example/quay.jpg?w=1200&h=800";
    private static final String THEIRS = "https://site.example/wp-content/uploads/quay.jpg?a=1&b=2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>1</P><IMG  alt=x SRC='@'\t/ >|<p>1</P><IMG  alt=x SRC='#'\t/ >",
                "<img src=@ alt>|<img src=# alt>",
                "<a href=\"  @ \">large</a>|<a href=\"  # \">large</a>",
                "<td><img src=\"@\"></td></div>|<td><img src=\"#\"></td></div>",
                "<img srcset='s.jpg 1x,@ 2x, @, t.jpg'>|<img srcset='s.jpg 1x,# 2x, #, t.jpg'>",
                "<b><p><img src='@'></b><img src='@'>|<b><p><img src='#'></b><img src='#'>",
                "<img src='@' src='@'>|<img src='#' src='@'>",
                "<template><img src='@'></template>|<template><img src='#'></template>",
                "\uD83D\uDEA2<img src='@'>\uD83D\uDEA2|\uD83D\uDEA2<img src='#'>\uD83D\uDEA2",
                "<img class='a wp-image-7 b' src='@'>|<img class='a wp-image-42 b' src='#'>",
            })
    void the_address_is_put_in_wherever_a_browser_would_read_the_other_and_nowhere_else(String html, String placed) {
        assertThat(PlacedHtml.of(naming(written(html, OURS))))
                .isEqualTo(written(placed, OURS).replace("#", escaped(THEIRS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>@</p>\r\n<script>\"<img src='@'>\"</script>",
                "<!-- <img src='@'> -->",
                "<img data-src='@' alt='@' src='@&amp;more'>",
                "<textarea><img src='@'></textarea>",
                "<img src='other.jpg' class='wp-image-7'>",
                "<img src='",
                "<p>&nbsp;&copy &#0; a<b \u0000 <",
            })
    void all_else_stays_to_the_byte(String html) {
        String written = written(html, OURS);

        assertThat(PlacedHtml.of(naming(written))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!-- wp:image -->|<!-- wp:image {\"id\":42} -->",
                "<!-- wp:image {} -->|<!-- wp:image {\"id\":42} -->",
                "<!-- wp:image {\"id\":7,\"sizeSlug\":\"large\"} -->|<!-- wp:image {\"id\":42,\"sizeSlug\":\"large\"} -->",
                "<!-- wp:core/image {\"a\":{\"id\":7},\"id\" : 12345} -->|<!-- wp:core/image {\"a\":{\"id\":7},\"id\" : 42} -->",
                "<!-- wp:image {\"a\":[{\"id\":7}]} -->|<!-- wp:image {\"id\":42,\"a\":[{\"id\":7}]} -->",
            })
    void a_block_and_its_image_bear_the_id_of_the_attachment(String block, String placed) {
        String html = "<!-- wp:paragraph --><p>1</p><!-- /wp:paragraph -->" + block
                + "<figure class=\"wp-block-image\"><img src=\"@\" alt=\"\"/></figure><!-- /wp:image --><img src='@'>";

        assertThat(PlacedHtml.of(naming(written(html, OURS))))
                .isEqualTo("<!-- wp:paragraph --><p>1</p><!-- /wp:paragraph -->" + placed
                        + "<figure class=\"wp-block-image\"><img src=\"" + escaped(THEIRS)
                        + "\" class=\"wp-image-42\" alt=\"\"/></figure><!-- /wp:image --><img src='" + escaped(THEIRS)
                        + "'>");
    }

    @Test
    void a_class_of_the_block_s_image_gets_a_word_more() {
        String html = "<!-- wp:image {\"id\":\"7\"} --><img class=\"big\" src=\"@\"><!-- /wp:image -->";

        assertThat(PlacedHtml.of(naming(written(html, OURS))))
                .isEqualTo("<!-- wp:image {\"id\":\"7\"} --><img class=\"big wp-image-42\" src=\"" + escaped(THEIRS)
                        + "\"><!-- /wp:image -->");
    }

    @Test
    void without_an_attachment_the_html_is_as_the_client_sent_it() {
        String html = written("<img src='@'>", OURS);

        assertThat(PlacedHtml.of(content(html, new Image(OURS, null, null, null))))
                .isEqualTo(html);
    }

    @Test
    void a_long_list_of_separators_is_read_once() {
        String html = written("<img srcset='" + ", ".repeat(300_000) + "@'>", OURS);

        assertThat(PlacedHtml.of(naming(html))).endsWith(", " + escaped(THEIRS) + "'>");
    }

    private static String written(String html, String url) {
        return html.replace("@", escaped(url));
    }

    private static String escaped(String url) {
        return url.replace("&", "&amp;");
    }

    private static Content naming(String html) {
        return content(html, new Image(OURS, null, null, new Attachment(42, "", "", THEIRS)));
    }

    private static Content content(String html, Image image) {
        return Contents.of(
                new UUID(0, 1),
                "Title",
                html,
                "",
                null,
                null,
                Visibility.PUBLIC,
                null,
                false,
                List.of(),
                List.of(),
                null,
                null,
                List.of(image));
    }
}
