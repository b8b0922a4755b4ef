package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Pictures;
import dev.colophon.testkit.wordpress.PublicPost;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The main road once more, on WordPress itself: what the simulated one was made from is the judge. */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
class RealWordPressTest {

    private final RealWordPress wordpress;
    private final ScriptedCrash crash;
    private final Newsroom newsroom;
    private final String slug = "real-" + UUID.randomUUID();

    RealWordPressTest(
            RealWordPress wordpress,
            PostgresServer postgres,
            @Autowired ScriptedCrash crash,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery) {
        this.wordpress = wordpress;
        this.crash = crash;
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @DynamicPropertySource
    static void site(DynamicPropertyRegistry properties) {
        properties.add("COLOPHON_SITE_KEYSET", () -> Newsroom.KEYSET);
        properties.add("colophon.wordpress.request-timeout", () -> "20s");
    }

    @BeforeAll
    static void sites(PostgresServer postgres) {
        postgres.migrate("publish-api");
    }

    @BeforeEach
    void calm() {
        crash.once("");
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
            variant(request).put("visibility", "draft").put("excerpt", "");
            variant(request).putObject("settings").put("heldAs", "private");
        });

        JsonNode receipt = story.awaitReceipt("unpublished");

        assertThat(receipt.path("post").path("status").stringValue()).isEqualTo("private");
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(ours()).isZero();
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
            assertThat(newsroom.sql()
                            .sql("SELECT attachment_id FROM wordpress_publisher.site_media WHERE site_id = :site")
                            .param("site", story.site())
                            .query(Long.class)
                            .list())
                    .containsExactly(shown);
        }
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

    private void withCompanion(Runnable test) {
        wordpress.companion(true);
        try {
            test.run();
        } finally {
            wordpress.companion(false); // other classes mean a stock site
        }
    }

    private Story story() {
        UUID site = newsroom.register(
                UUID.randomUUID(),
                wordpress.url(),
                wordpress.editor().login(),
                wordpress.editor().applicationPassword());
        return newsroom.story(site, slug);
    }

    private long ours() {
        return wordpress.publicPosts().stream()
                .map(PublicPost::slug)
                .filter(slug::equals)
                .count();
    }

    private static ObjectNode variant(ObjectNode request) {
        return (ObjectNode) request.path("variant");
    }

    private JsonNode asEditor(String method, JsonNode receipt) {
        long id = receipt.path("post").path("id").longValue();
        HttpRequest request = HttpRequest.newBuilder(wordpress.rest("/wp/v2/posts/" + id + "?context=edit"))
                .header("Authorization", wordpress.editor().authorization())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new JsonMapper().readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
