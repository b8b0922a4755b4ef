package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Images that came with their bytes: brought to the site like those that are fetched, from no address at all. */
@PublisherTest
class HandedInTest extends AtOneSite {

    HandedInTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_post_shows_it_and_names_it_where_the_site_has_it(boolean companion) {
        wordpress.companion(companion);
        String image = HandedIn.picture(newsroom, 1);
        Story story = story("handed-in").want(showing(image));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(wordpress.media()).singleElement().satisfies(one -> {
            assertThat(only(story).featuredMedia()).isEqualTo(one.id());
            assertThat(only(story).content()).doesNotContain("colophon.invalid").contains("/wp-content/uploads/");
        });
        assertThat(newsroom.sql()
                        .sql("SELECT sha256 FROM wordpress_publisher.site_media WHERE site_id = :site")
                        .param("site", story.site())
                        .query(String.class)
                        .single())
                .as("read whole, over all of its parts")
                .isEqualTo(newsroom.sql()
                        .sql("SELECT sha256 FROM publish_api.upload_v1 WHERE upload_id = :id::uuid")
                        .param("id", image.replaceFirst(".*/", ""))
                        .query(String.class)
                        .single());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before:media_fetched",
                "after:media_fetched",
                "before:media_uploaded",
                "after:media_uploaded",
                "before:media_checkpointed",
                "after:media_checkpointed",
                "after:published"
            })
    void a_worker_that_dies_anywhere_leaves_one_upload_and_one_post(String death) {
        crash.once(death);
        Story story = story("died").want(showing(HandedIn.picture(newsroom, 2)));
        await().until(() -> crash.fired() == 1);

        newsroom.expireLease(story.id());
        newsroom.expireUploads(story.site());
        story.awaitReceipt("published");

        assertThat(wordpress.media()).hasSize(1);
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void one_whose_time_is_over_fails_the_story_unless_the_site_has_it_already() {
        String image = HandedIn.picture(newsroom, 3);
        Story there = story("there").want(showing(image));
        there.awaitReceipt("published");
        newsroom.sql()
                .sql("DELETE FROM publish_api.upload WHERE id = :id::uuid")
                .param("id", image.replaceFirst(".*/", ""))
                .update();

        JsonNode failed = story("late").want(showing(image)).awaitReceipt("failed");
        there.want(showing(image).andThen(request -> variant(request).put("title", "Anew")));

        assertThat(code(failed)).isEqualTo("MEDIA_NOT_THERE");
        await().untilAsserted(() -> assertThat(only(there).title()).isEqualTo("Anew"));
        assertThat(wordpress.media()).hasSize(1);
    }

    @Test
    void one_that_is_larger_than_this_publisher_brings_fails_the_story() {
        Story story = story("large").want(showing(HandedIn.of(newsroom, 4, 210_000)));

        assertThat(code(story.awaitReceipt("failed"))).isEqualTo("MEDIA_TOO_LARGE");
        assertThat(wordpress.media()).isEmpty();
    }

    private static Consumer<ObjectNode> showing(String image) {
        return request -> {
            variant(request)
                    .put("html", "<p><img src='" + image + "'></p>")
                    .putObject("featuredImage")
                    .put("url", image);
            variant(request).putArray("media").addObject().put("url", image);
        };
    }
}
