package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Images that a story's html names: kept with the variant and told, or refused with the field. */
class InlineMediaTest extends ApiTest {

    private static final String QUAY = "https://images.example/quay.jpg?w=1200&h=800";

    @Autowired
    JsonMapper json;

    @Test
    void the_images_are_kept_and_told_and_a_changed_list_is_a_new_revision() {
        var request = naming("<img src='https://images.example/quay.jpg?w=1200&amp;h=800'>");
        list(request, QUAY).put("alt", "Two ships");
        var first = publish(request);
        var told = message(first);
        var again = publish(request);
        content(request).putArray("media").addObject().put("url", QUAY);
        publish(request);

        assertThat(told.path("media")).isEqualTo(json.readTree("""
                        [{"url": "https://images.example/quay.jpg?w=1200&h=800", "alt": "Two ships"}]
                        """));
        assertThat(again.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(revisions(first)).isEqualTo(2);
        assertThat(message(publish(story())).has("media")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><IMG alt=x SRC=https://images.example/quay.jpg?w=1200&amp;h=800></p>",
                "<td><a href=\" https://images.example/quay.jpg?w=1200&h=800\">large</a>",
                "<img srcset='small.jpg 300w, https://images.example/quay.jpg?w=1200&amp;h=800 1200w'>",
                "<source srcset=',https://images.example/quay.jpg?w=1200&amp;h=800, other.jpg 2x'>",
            })
    void an_address_is_found_wherever_an_image_can_be_named(String html) {
        var request = naming(html);
        list(request, QUAY);

        assertThat(publish(request).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>https://images.example/quay.jpg?w=1200&amp;h=800</p>",
                "<img data-src='https://images.example/quay.jpg?w=1200&amp;h=800'>",
                "<!-- <img src='https://images.example/quay.jpg?w=1200&amp;h=800'> -->",
                "<img src='https://images.example/quay.jpg'>"
            })
    void an_image_that_the_html_does_not_name_is_refused(String html) {
        var request = naming(html);
        list(request, QUAY);

        refused(request, "/content/media/0/url", "NOT_IN_HTML");
    }

    @Test
    void an_image_listed_twice_or_none_at_all_is_refused() {
        var twice = naming("<img src='https://images.example/quay.jpg?w=1200&amp;h=800'>");
        list(twice, QUAY);
        list(twice, QUAY);
        refused(twice, "/content/media/1/url", "LISTED_TWICE");

        var nothing = naming("<p>None.</p>");
        content(nothing).withArrayProperty("media").addNull();
        refused(nothing, "/content/media/0", "INVALID_IMAGE");

        var noAddress = naming("<img src='quay.jpg'>");
        list(noAddress, "quay.jpg");
        refused(noAddress, "/content/media/0/url", "INVALID_IMAGE_URL");
    }

    @Test
    void more_images_than_a_visit_should_bring_are_refused() {
        var request = naming("<p>Many.</p>");
        for (int image = 0; image <= 30; image++) {
            list(request, "https://images.example/" + image + ".jpg");
        }

        refused(request, "/content/media", "TOO_LONG");
    }

    @Test
    void captions_count_when_a_story_is_weighed() {
        var html = new StringBuilder("<p>" + "x".repeat(470_000));
        for (int image = 0; image < 30; image++) {
            html.append("<img src='https://images.example/").append(image).append(".jpg'>");
        }
        var request = naming(html.toString());
        for (int image = 0; image < 30; image++) {
            list(request, "https://images.example/" + image + ".jpg").put("caption", "…".repeat(5000));
        }

        refused(request, "/content", "TOO_LONG");
    }

    private void refused(ObjectNode request, String pointer, String code) {
        var answer = publish(request);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.text("/errors/0/code")).isEqualTo(code);
    }

    private ObjectNode naming(String html) {
        var request = story();
        content(request).put("html", html);
        return request;
    }

    private static ObjectNode list(ObjectNode request, String url) {
        return content(request).withArrayProperty("media").addObject().put("url", url);
    }

    private JsonNode message(Response accepted) {
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return json.readTree(tables.sql("SELECT payload FROM publish_api.outbox WHERE message_key = :key")
                        .param("key", accepted.text("/publicationId"))
                        .query(String.class)
                        .single())
                .path("variant");
    }

    private long revisions(Response accepted) {
        return tables.sql("SELECT count(*) FROM publish_api.publish_job WHERE publication_id = :id")
                .param("id", UUID.fromString(accepted.text("/publicationId")))
                .query(Long.class)
                .single();
    }
}
