package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The main road once more, on WordPress itself: what the simulated one was made from is the judge. */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
class RealWordPressTest extends AtRealSite {

    RealWordPressTest(RealWordPress wordpress, PostgresServer postgres, @Autowired ApplicationContext service) {
        super(wordpress, postgres, service);
    }

    @Test
    void a_story_becomes_one_public_post_whose_link_is_the_receipts() {
        Story story = story().want(request ->
                variant(request).put("title", "Fish & chips – at last ⚓").put("date", "2013-04-09T11:20:39Z"));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(receipt.path("post").path("url").stringValue()).isEqualTo(wordpress.url() + "/" + slug + "/");
        JsonNode post = asEditor("GET", receipt);
        assertThat(post.path("title").path("raw").stringValue()).isEqualTo("Fish & chips – at last ⚓");
        assertThat(post.path("content").path("raw").stringValue())
                .isEqualTo(variant(story.request(1, _ -> {})).path("html").stringValue() + "<!-- colophon:" + story.id()
                        + " g1 -->");
        assertThat(post.path("date_gmt").stringValue()).isEqualTo("2013-04-09T11:20:39");
        assertThat(post.path("tags")).hasSize(2);
        assertThat(ours()).isOne();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
    }

    @Test
    void settings_are_kept_and_read_back_and_a_taken_slug_is_told() {
        story().want().awaitReceipt("published");
        Story story = story().want(request -> variant(request)
                .putObject("settings")
                .put("author", 1)
                .put("commentStatus", "closed")
                .put("pingStatus", "closed")
                .put("format", "aside"));

        JsonNode receipt = story.awaitReceipt("published");

        JsonNode post = asEditor("GET", receipt);
        assertThat(post.path("author").longValue()).isOne();
        assertThat(post.path("comment_status").stringValue()).isEqualTo("closed");
        assertThat(post.path("ping_status").stringValue()).isEqualTo("closed");
        assertThat(post.path("format").stringValue()).isEqualTo("aside");
        assertThat(receipt.path("post").path("notApplied"))
                .singleElement()
                .satisfies(slugOnly ->
                        assertThat(slugOnly.path("code").stringValue()).isEqualTo("WP_SLUG_CHANGED"));
        assertThat(Contracts.errorsInReceipt(receipt.toString())).isEmpty();
    }

    @Test
    void a_category_is_made_under_its_parents_and_read_back() {
        withCompanion(() -> {
            Story story = story().want(request -> {
                variant(request).putArray("categories");
                var category = variant(request)
                        .putObject("settings")
                        .putObject("taxonomies")
                        .putArray("category");
                category.addArray().add("News " + slug).add("Europe");
                category.addArray().add("Sport " + slug).add("Europe");
            });

            JsonNode receipt = story.awaitReceipt("published");

            assertThat(receipt.path("post").has("notApplied")).isFalse();
            Long[] known = newsroom.sql()
                    .sql("SELECT term_id FROM wordpress_publisher.site_term WHERE site_id = :site AND name = 'europe'")
                    .param("site", story.site())
                    .query(Long.class)
                    .list()
                    .toArray(Long[]::new);
            assertThat(known).hasSize(2).doesNotHaveDuplicates();
            assertThat(asEditor("GET", receipt).path("categories").valueStream().map(JsonNode::longValue))
                    .containsExactlyInAnyOrder(known);
        });
    }

    @Test
    void a_private_page_is_told_as_unpublished_with_nothing_left_out() {
        Story story = story().want(request -> {
            request.put("placement", "page");
            variant(request).put("visibility", "draft").put("excerpt", "").putArray("categories");
            variant(request).putArray("tags");
            variant(request).putObject("settings").put("heldAs", "private");
        });

        JsonNode receipt = story.awaitReceipt("unpublished");

        assertThat(receipt.path("post").path("status").stringValue()).isEqualTo("private");
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(ours()).isZero();
    }

    @Test
    void an_update_and_an_unpublish_go_to_the_same_post() {
        Story story = story().want();
        JsonNode first = story.awaitReceipt("published");

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        JsonNode second = story.awaitReceipt("published");
        assertThat(second.path("post").path("id")).isEqualTo(first.path("post").path("id"));
        assertThat(asEditor("GET", second).path("content").path("raw").stringValue())
                .startsWith("<p>Second edition.</p>");

        story.want(request -> variant(request).put("visibility", "draft"));
        story.awaitReceipt("unpublished");
        assertThat(ours()).isZero();
    }

    @Test
    void what_an_editor_changed_is_kept_and_what_stands_as_wanted_is_not_written() {
        Story story = story();
        newsroom.under("keep-editors", story.site());
        story.want(request -> variant(request).put("title", "Ours"));
        JsonNode first = story.awaitReceipt("published");
        asEditor("POST", first, "{\"title\":\"By the editor & friends\"}");

        story.want(request ->
                variant(request).put("html", "<p>Second edition.</p>").put("title", "Ours"));
        JsonNode second = story.awaitReceipt("published");
        story.want(request ->
                variant(request).put("html", "<p>Second edition.</p>").put("title", "Ours"));
        JsonNode third = story.awaitReceipt("published");

        assertThat(second.path("post").path("update").toString())
                .isEqualTo("{\"did\":\"changed\",\"sent\":[\"html\"],\"kept\":[\"title\"]}");
        assertThat(third.path("post").path("update").toString())
                .isEqualTo("{\"did\":\"unchanged\",\"sent\":[],\"kept\":[\"title\"]}");
        JsonNode post = asEditor("GET", third);
        assertThat(post.path("title").path("raw").stringValue()).isEqualTo("By the editor & friends");
        assertThat(post.path("content").path("raw").stringValue()).startsWith("<p>Second edition.</p>");
    }

    @Test
    void what_wordpress_itself_filters_is_no_editors_hand() {
        UUID site = newsroom.register(
                UUID.randomUUID(),
                wordpress.url(),
                wordpress.author().login(),
                wordpress.author().applicationPassword());
        Story story = newsroom.story(newsroom.under("park", site), slug);
        Consumer<ObjectNode> filtered = request -> {
            variant(request).put("html", "<p onclick=\"no()\">Filtered.</p>").put("title", "This & that");
            variant(request).putArray("categories");
            variant(request).putArray("tags");
        };
        JsonNode first = story.want(filtered).awaitReceipt("published");
        assertThat(asEditor("GET", first).path("content").path("raw").stringValue())
                .startsWith("<p>Filtered.</p>");

        story.want(filtered);
        JsonNode second = story.awaitReceipt("published");

        assertThat(second.path("post").path("update").toString()).isEqualTo("{\"did\":\"unchanged\",\"sent\":[]}");
    }

    @Test
    void what_an_editor_trashes_is_told_as_removed_and_never_posted_again() {
        Story story = story().want();
        asEditor("DELETE", story.awaitReceipt("published"));

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("removed");

        assertThat(ours()).isZero();
    }

    @Test
    void a_story_without_title_and_text_is_published_all_the_same() {
        story().want(request ->
                        variant(request).put("title", "").put("html", "").put("excerpt", ""))
                .awaitReceipt("published");

        assertThat(ours()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"after:reserved", "after:checkpointed", "before:published", "after:published", "before:recorded"
            })
    void a_worker_that_dies_leaves_one_public_post(String point) {
        crash.once(point);

        Story story = story().want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(ours()).isOne();
        assertThat(story.times("published")).isOne();
    }

    @Test
    void what_wordpress_refuses_fails_in_its_own_words() {
        Story story =
                story().want(request -> variant(request).put("sticky", true).put("password", "readers"));

        JsonNode failed = story.awaitReceipt("failed");

        assertThat(failed.path("problem").path("detail").stringValue())
                .isEqualTo("A post can not be sticky and have a password.");
    }

    @Test
    void a_site_that_gives_its_permalinks_up_is_spoken_to_all_the_same() {
        Story before = story().want();
        before.awaitReceipt("published");
        wordpress.permalinks(false);
        try {
            JsonNode receipt = newsroom.story(before.site(), "plain-" + UUID.randomUUID())
                    .want()
                    .awaitReceipt("published");

            assertThat(receipt.path("post").path("url").stringValue()).contains("?p=");
        } finally {
            wordpress.permalinks(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "before:published",
                "after:published",
                "before:checkpointed",
                "after:checkpointed",
                "before:recorded"
            })
    void with_the_companion_plugin_one_request_makes_the_one_public_post_wherever_a_worker_dies(String point) {
        withCompanion(() -> {
            crash.once(point);

            Story story = story().want();
            if (!point.isEmpty()) {
                await().untilAsserted(() -> assertThat(crash.fired()).isOne());
                newsroom.expireLease(story.id());
            }
            JsonNode receipt = story.awaitReceipt("published");

            assertThat(ours()).isOne();
            assertThat(story.times("published")).isOne();
            assertThat(story.row()).containsEntry("keyed", true);
            assertThat(asEditor("GET", receipt).path("tags")).hasSize(2);
            assertThat(wordpress.transitions(receipt.path("post").path("id").longValue()))
                    .filteredOn(transition -> transition.announces())
                    .hasSize(1);
        });
    }

    @Test
    void a_key_of_the_plugin_opens_the_site() {
        withCompanion(() -> {
            Story story = story();
            PluginKey key = PluginKey.made(wordpress);
            newsroom.openByKey(story.site(), key.secret());

            JsonNode receipt = story.want().awaitReceipt("published");

            assertThat(asEditor("GET", receipt).path("tags")).hasSize(2);
            assertThat(story.row()).containsEntry("keyed", true);
            key.revoke();
        });
    }

    @Test
    void a_companion_plugin_that_is_deactivated_after_a_lost_answer_is_waited_for() {
        withCompanion(() -> {
            crash.once("after:published");
            Story story = story().want();
            await().untilAsserted(() -> assertThat(crash.fired()).isOne());
            wordpress.companion(false);
            newsroom.expireLease(story.id());

            JsonNode waits = story.awaitReceipt("deferred");
            assertThat(waits.path("problem").path("code").stringValue()).isEqualTo("WP_COMPANION_GONE");
            assertThat(ours()).isOne();

            wordpress.companion(true);
            story.awaitReceipt("published");
            assertThat(ours()).isOne();
        });
    }
}
