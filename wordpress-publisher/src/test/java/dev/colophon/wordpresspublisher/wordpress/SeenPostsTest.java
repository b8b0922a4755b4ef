package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What stands on record of a post is fit for a row, a receipt and a page, whatever the site says. */
class SeenPostsTest {

    private static final Slot SLOT = new Slot(new PublicationId(new UUID(1, 1)), 1);

    static Stream<String> noAddresses() {
        return Stream.of(
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "/slug/",
                "//example.org/slug/",
                "https://",
                "https://example.org/\u0000",
                "https://example.org/\r\nx",
                "https://example.org/\u009b",
                "https://example.org/\u202e",
                "https://example.org/\ud83d",
                "https://example.org/" + "a".repeat(2000));
    }

    @ParameterizedTest
    @MethodSource("noAddresses")
    void where_no_reader_can_be_sent_is_no_address_of_a_draft_and_leaves_a_public_post_unread(String link) {
        assertThat(read(post("draft").put("link", link)))
                .hasValueSatisfying(draft -> assertThat(draft.link()).isNull());
        assertThat(read(post("publish").put("link", link))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/?p=7",
                "HTTPS://example.org/",
                "https://müller.example/größe/",
                "https://example.org/\ud83d\ude00/"
            })
    void an_address_is_told_as_the_site_says_it(String link) {
        assertThat(read(post("publish").put("link", link)))
                .hasValueSatisfying(seen -> assertThat(seen.link()).isEqualTo(link));
    }

    @Test
    void an_answer_with_what_can_be_no_slug_is_none() {
        assertThat(read(post("draft").put("slug", "a\u0000"))).isEmpty();
        assertThat(read(post("draft").put("slug", "a".repeat(2001)))).isEmpty();
        assertThat(read(post("draft").put("slug", "")))
                .hasValueSatisfying(seen -> assertThat(seen.slug()).isEmpty());
    }

    private static Optional<SeenPost> read(ObjectNode post) {
        return SeenPosts.read(post, SLOT, PostKind.stock(Placement.POST));
    }

    private static ObjectNode post(String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", 7)
                .put("status", status)
                .put("slug", "slug")
                .put("link", "https://example.org/slug/");
    }
}
