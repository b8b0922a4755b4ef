package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Pictures;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Images on WordPress itself: uploaded once, and shown where the story wants them. */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
@TestPropertySource(properties = "colophon.retry.max-strikes=1000")
class RealMediaTest extends AtRealSite {

    RealMediaTest(RealWordPress wordpress, PostgresServer postgres, @Autowired ApplicationContext service) {
        super(wordpress, postgres, service);
    }

    @Test
    void an_image_is_uploaded_once_also_after_a_death_and_the_post_shows_it() {
        crash.once("after:media_uploaded");
        try (var pictures = new PictureServer(Pictures.png(slug.hashCode()))) {
            Story story = story().want(request ->
                    variant(request).putObject("featuredImage").put("url", pictures.at("/picture")));
            await().until(() -> crash.fired() == 1);
            newsroom.expireLease(story.id());
            newsroom.expireUploads(story.site());

            JsonNode receipt = story.awaitReceipt("published");

            assertThat(receipt.path("post").has("notApplied")).isFalse();
            long shown = asEditor("GET", receipt).path("featured_media").longValue();
            assertThat(uploads(story)).containsExactly(shown);
        }
    }

    @Test
    void words_too_long_for_an_address_are_with_the_image_also_after_a_death() {
        crash.once("after:media_uploaded");
        String alt = "Δύο πλοία ".repeat(100).strip();
        String caption = "Το μεσημέρι ".repeat(417).strip();
        try (var pictures = new PictureServer(Pictures.png(slug.hashCode()))) {
            Story story = story().want(request -> variant(request)
                    .putObject("featuredImage")
                    .put("url", pictures.at("/picture"))
                    .put("alt", alt)
                    .put("caption", caption));
            await().until(() -> crash.fired() == 1);
            newsroom.expireLease(story.id());
            newsroom.expireUploads(story.site());

            JsonNode receipt = story.awaitReceipt("published");

            assertThat(receipt.path("post").has("notApplied")).isFalse();
            assertThat(uploads(story)).hasSize(1);
            JsonNode shown = read("/wp/v2/media/" + uploads(story).getFirst());
            assertThat(shown.path("alt_text").stringValue()).isEqualTo(alt);
            assertThat(shown.path("caption").path("rendered").stringValue()).contains(caption);
        }
    }

    @Test
    void an_image_that_was_handed_in_is_uploaded_once_also_after_a_death_and_the_post_shows_it() {
        crash.once("after:media_uploaded");
        String image = HandedIn.picture(newsroom, slug.hashCode());
        Story story = story().want(
                        request -> variant(request).putObject("featuredImage").put("url", image));
        await().until(() -> crash.fired() == 1);
        newsroom.expireLease(story.id());
        newsroom.expireUploads(story.site());

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(uploads(story))
                .containsExactly(asEditor("GET", receipt).path("featured_media").longValue());
    }

    @Test
    void two_stories_with_one_new_image_at_the_same_time_upload_it_once_and_both_show_it() {
        try (var pictures = new PictureServer(Pictures.png(slug.hashCode()))) {
            Story one = story().want(request -> illustrated(request, pictures));
            Story other = newsroom.story(one.site(), slug + "-other").want(request -> illustrated(request, pictures));

            List<Long> shown = Stream.of(one, other)
                    .map(story -> asEditor("GET", story.awaitReceipt("published"))
                            .path("featured_media")
                            .longValue())
                    .distinct()
                    .toList();

            assertThat(uploads(one)).isEqualTo(shown);
            assertThat(pictures.asked()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void an_image_that_the_site_cannot_keep_now_is_shown_by_the_post_once_it_can() {
        wordpress.keepsUploads(false);
        try (var pictures = new PictureServer(Pictures.png(slug.hashCode()))) {
            Story story = story().want(request ->
                    variant(request).putObject("featuredImage").put("url", pictures.at("/picture")));
            JsonNode deferred = story.awaitReceipt("deferred");

            wordpress.keepsUploads(true);
            JsonNode receipt = story.awaitReceipt("published");

            assertThat(deferred.path("problem").path("code").stringValue()).isEqualTo("WP_MEDIA_REFUSED");
            assertThat(uploads(story))
                    .containsExactly(
                            asEditor("GET", receipt).path("featured_media").longValue());
        } finally {
            wordpress.keepsUploads(true);
        }
    }

    private static void illustrated(ObjectNode request, PictureServer pictures) {
        variant(request)
                .put("variantId", UUID.randomUUID().toString())
                .putObject("featuredImage")
                .put("url", pictures.at("/together"));
    }

    private List<Long> uploads(Story story) {
        return newsroom.sql()
                .sql("SELECT attachment_id FROM wordpress_publisher.site_media WHERE site_id = :site")
                .param("site", story.site())
                .query((row, _) -> row.getLong("attachment_id"))
                .list();
    }

    @Test
    void images_of_the_html_are_named_where_wordpress_has_them_and_uploaded_once_each() {
        publishesItsImages();
    }

    @Test
    void with_the_companion_plugin_they_are_named_the_same() {
        withCompanion(this::publishesItsImages);
    }

    private void publishesItsImages() {
        try (var pictures = new PictureServer(Pictures.png(slug.hashCode()))) {
            crash.once("after:media_checkpointed");
            Story story = story().want(request -> naming(request, pictures.at("/picture"), pictures.at("/three")));
            await().until(() -> crash.fired() == 1);
            newsroom.expireLease(story.id());

            JsonNode receipt = story.awaitReceipt("published");

            assertThat(receipt.path("post").has("notApplied")).isFalse();
            List<String> uploads = newsroom.sql()
                    .sql("SELECT source_url FROM wordpress_publisher.site_media WHERE site_id = :site")
                    .param("site", story.site())
                    .query((row, _) -> row.getString("source_url"))
                    .list();
            assertThat(uploads).hasSize(2).allMatch(url -> url.startsWith(wordpress.url() + "/wp-content/uploads/"));
            JsonNode content = asEditor("GET", receipt).path("content");
            assertThat(content.path("raw").stringValue()).contains(uploads).doesNotContain(pictures.at("/"));
            // By the id in its class WordPress knows its own image, and tells browsers its size.
            assertThat(content.path("rendered").stringValue()).containsOnlyOnce("width=\"16\"");
            assertThat(ours()).isOne();
        }
    }

    private static void naming(ObjectNode request, String first, String second) {
        variant(request)
                .put(
                        "html",
                        "<!-- wp:image {\"id\":1} --><figure class=\"wp-block-image\"><img src=\"" + first
                                + "\" alt=\"\" class=\"wp-image-1\"/></figure><!-- /wp:image --><p><img src='" + second
                                + "'></p>")
                .putArray("media")
                .add(request.objectNode().put("url", first))
                .add(request.objectNode().put("url", second));
    }
}
