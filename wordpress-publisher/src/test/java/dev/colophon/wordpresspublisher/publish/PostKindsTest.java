package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.wordpress.SitesAskedAgain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Kinds of posts that a plugin of the site brings: found out from the site, published like any other; one that is not there is waited for. */
@PublisherTest
class PostKindsTest extends AtOneSite {

    private final ApplicationContext service;

    PostKindsTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.service = service;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_story_becomes_one_public_post_of_its_kind(boolean plugin) {
        wordpress.companion(plugin);
        Story story = story("of-its-kind")
                .want(kind(
                        "story",
                        request -> variant(request)
                                .putObject("settings")
                                .putObject("taxonomies")
                                .putArray("genre")
                                .addArray()
                                .add("Jazz")));

        JsonNode receipt = story.awaitReceipt("published");

        StoredPost post = only(story);
        assertThat(post.type()).isEqualTo("story");
        assertThat(post.slug()).isEqualTo("of-its-kind");
        assertThat(post.excerpt()).isEqualTo("Ships return on Monday.");
        assertThat(post.otherTerms()).isEqualTo(Map.of("genre", List.of("Jazz")));
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_the_kind_does_not_have_is_not_sent_and_told(boolean plugin) {
        wordpress.companion(plugin);
        Story story = story("too-much").want(request -> {
            request.put("placement", "story");
            variant(request).put("sticky", true);
            variant(request).putObject("settings").put("format", "aside").put("commentStatus", "closed");
        });

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(told.valueStream().map(one -> one.path("field").stringValue()))
                .containsExactly("sticky", "categories", "tags", "commentStatus", "format");
        assertThat(told.valueStream().map(one -> one.path("code").stringValue()))
                .containsOnly("WP_FIELD_NOT_APPLIED");
        assertThat(wordpress.requests().stream()
                        .filter(request -> request.route().equals("/wp/v2/categories")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_more_of_its_kind_asks_for_nothing_more_than_any_other(boolean plugin) {
        wordpress.companion(plugin);
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "first").want(kind("story")).awaitReceipt("published");
        int before = wordpress.requests().size();

        newsroom.story(site, "second").want(kind("story")).awaitReceipt("published");

        assertThat(wordpress.requests().size() - before).isEqualTo(plugin ? 1 : 3);
    }

    @Test
    void updates_unpublishing_and_a_removal_go_by_its_kind() {
        Story story = story("changing").want(kind("story"));
        long post = story.awaitReceipt("published").path("post").path("id").longValue();

        story.want(kind("story", request -> variant(request).put("html", "<p>Second edition.</p>")))
                .awaitReceipt("published");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        story.want(kind("story", request -> request.put("action", "unpublish"))).awaitReceipt("unpublished");
        assertThat(only(story).status()).isEqualTo("draft");
        story.want(kind("story", _ -> {})).awaitReceipt("published");

        assertThat(only(story).id()).isEqualTo(post);
    }

    @Test
    void a_kind_that_the_site_does_not_show_is_waited_for_asked_for_now_and_then_and_parked_with_nothing_sent() {
        UUID site = newsroom.site(wordpress);
        List<Story> stories = List.of(
                newsroom.story(site, "one").want(kind("memo")),
                newsroom.story(site, "two").want(kind("memo")));

        for (Story story : stories) {
            assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("WP_TYPE_NOT_SHOWN");
            for (int again = 0; again < 3; again++) {
                long told = story.times("deferred");
                newsroom.travel(story.id(), Duration.ofMinutes(5));
                await().until(() -> story.times("deferred") > told || story.times("parked") > 0);
            }
            JsonNode parked = story.awaitReceipt("parked");
            assertThat(parked.path("problem").path("detail").stringValue()).contains("'memo'", "WP_TYPE_NOT_SHOWN");
        }

        assertThat(writes()).isZero();
        assertThat(askedForTypes()).isPositive().isLessThan(8); // as many visits
    }

    @Test
    void a_kind_that_comes_while_it_is_waited_for_is_published() {
        wordpress.registeredKinds(false);
        Story story = story("early").want(kind("story"));
        story.awaitReceipt("deferred");

        wordpress.registeredKinds(true);
        SitesAskedAgain.about(story.site(), service);
        newsroom.travel(story.id(), Duration.ofMinutes(5));
        story.awaitReceipt("published");

        assertThat(only(story).type()).isEqualTo("story");
    }

    @ParameterizedTest
    @CsvSource({"after:reserved, false", "before:checkpointed, false", "after:published, false", "after:published, true"
    })
    void wherever_a_worker_dies_there_is_one_post_of_the_kind(String point, boolean plugin) {
        wordpress.companion(plugin);
        crash.once(point);

        Story story = story("dying").want(kind("story"));
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(only(story).type()).isEqualTo("story");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
    }

    private static Consumer<ObjectNode> kind(String placement) {
        return kind(placement, _ -> {});
    }

    /** With nothing that not every kind of post has. */
    private static Consumer<ObjectNode> kind(String placement, Consumer<ObjectNode> more) {
        return request -> {
            request.put("placement", placement);
            variant(request).putArray("categories");
            variant(request).putArray("tags");
            more.accept(request);
        };
    }

    private long askedForTypes() {
        return wordpress.requests().stream()
                .filter(request -> request.route().equals("/wp/v2/types"))
                .count();
    }
}
