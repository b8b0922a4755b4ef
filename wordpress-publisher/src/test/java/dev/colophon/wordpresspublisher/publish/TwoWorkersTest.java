package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.Pictures;
import dev.colophon.wordpresspublisher.Keysets;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** The first worker alone could hold a few visits only, so that the second must do the rest. */
@PublisherTest
@TestPropertySource(properties = {"colophon.publish.workers=4", "colophon.wordpress.request-timeout=30s"})
class TwoWorkersTest {

    private final Newsroom newsroom;
    private final PublishLoop loop;

    TwoWorkersTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired PublishLoop loop) {
        this.loop = loop;
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @Test
    void two_workers_share_the_work_and_publish_each_story_once() {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext second = secondWorker(Newsroom.KEYSET)) {
            var gate = new Gate();
            Fault held = wordpress.script().onNext(AtOneSite::creates).times(5).then(Fault.hangBeforeWrite(gate));
            var stories = IntStream.range(0, 8)
                    .mapToObj(_ -> newsroom.site(wordpress))
                    .flatMap(site -> IntStream.range(0, 3).mapToObj(i -> newsroom.story(site, "story-" + i)))
                    .map(TwoWorkersTest::wantedWithoutTerms)
                    .toList();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(workersOf(stories)).hasSize(2));
            gate.open();
            stories.forEach(story -> story.awaitReceipt("published"));

            assertThat(second.isActive()).isTrue();
            assertThat(wordpress.publicPosts()).hasSize(24);
            for (Story story : stories) {
                assertThat(story.postsAt(wordpress)).hasSize(1);
                assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
            }
            assertThat(held.fired()).isPositive();
            assertThat(workersOf(stories)).contains("second");
        }
    }

    @Test
    void the_keyset_is_rotated_and_its_old_key_dropped_under_load_and_no_story_so_much_as_waits() throws Exception {
        String both = Keysets.rotated(Newsroom.KEYSET);
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            List<UUID> sites = IntStream.range(0, 4)
                    .mapToObj(_ -> newsroom.site(wordpress))
                    .toList();
            List<Story> stories = new ArrayList<>(wanted(sites, "sealed-by-the-old"));
            try (ConfigurableApplicationContext second = secondWorker(both)) {
                stories.addAll(wanted(sites, "while-both-run"));
                loop.stop(); // the last instance that holds the old key alone
                stories.addAll(wanted(sites, "while-sealed-anew"));
                sites.forEach(site -> newsroom.reseal(site, wordpress, both));
                stories.addAll(wanted(sites, "sealed-by-the-new"));
                stories.forEach(story -> story.awaitReceipt("published"));
                assertThat(second.isActive()).isTrue();
            }
            try (ConfigurableApplicationContext third = secondWorker(Keysets.withoutOlder(both))) {
                List<Story> after = wanted(sites, "without-the-old");
                after.forEach(story -> story.awaitReceipt("published"));
                stories.addAll(after);
                assertThat(third.isActive()).isTrue();
            } finally {
                loop.start();
            }

            assertThat(stories)
                    .allSatisfy(story -> assertThat(story.kinds()).containsExactly("claimed", "reserved", "published"));
            assertThat(wordpress.publicPosts()).hasSize(stories.size());
            assertThat(workersOf(stories)).contains("second");
        }
    }

    @Test
    void two_stories_with_one_new_image_at_the_same_time_make_one_upload_and_both_show_it() {
        try (FakeWordPress wordpress = FakeWordPress.start();
                var pictures = new PictureServer(Pictures.png(20_261_129));
                ConfigurableApplicationContext second = secondWorker(Newsroom.KEYSET)) {
            UUID site = newsroom.site(wordpress);
            List<Story> both = IntStream.range(0, 2)
                    .mapToObj(i -> illustrated(newsroom.story(site, "together-" + i), pictures.at("/together")))
                    .toList();

            both.forEach(story -> story.awaitReceipt("published"));

            assertThat(second.isActive()).isTrue();
            assertThat(wordpress.requests().stream()
                            .filter(request ->
                                    request.writes() && request.route().equals("/wp/v2/media")))
                    .hasSize(1);
            assertThat(wordpress.media())
                    .singleElement()
                    .satisfies(upload -> assertThat(both)
                            .allSatisfy(story -> assertThat(story.postsAt(wordpress))
                                    .singleElement()
                                    .satisfies(post ->
                                            assertThat(post.featuredMedia()).isEqualTo(upload.id()))));
        }
    }

    private static Story illustrated(Story story, String picture) {
        return story.want(request -> {
            withoutTerms(request);
            AtOneSite.variant(request)
                    .put("variantId", UUID.randomUUID().toString())
                    .putObject("featuredImage")
                    .put("url", picture);
        });
    }

    /** Two instances at one site: a term that one of them makes is waited for by the other, which is another test's matter. */
    private static Story wantedWithoutTerms(Story story) {
        return story.want(TwoWorkersTest::withoutTerms);
    }

    private static void withoutTerms(ObjectNode request) {
        AtOneSite.variant(request).putArray("categories");
        AtOneSite.variant(request).putArray("tags");
    }

    private List<Story> wanted(List<UUID> sites, String slug) {
        return sites.stream()
                .flatMap(site -> IntStream.range(0, 3).mapToObj(i -> newsroom.story(site, slug + "-" + i)))
                .map(TwoWorkersTest::wantedWithoutTerms)
                .toList();
    }

    private Set<String> workersOf(List<Story> stories) {
        return new TreeSet<>(newsroom.sql()
                .sql("SELECT DISTINCT worker FROM wordpress_publisher.attempt WHERE publication_id IN (:ids)")
                .param("ids", stories.stream().map(Story::id).toList())
                .query((row, _) -> row.getString("worker"))
                .list());
    }

    private static ConfigurableApplicationContext secondWorker(String keyset) {
        return new SpringApplicationBuilder(WordPressPublisherApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--COLOPHON_INSTANCE=second",
                        "--COLOPHON_SITE_KEYSET=" + keyset,
                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                        "--COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
                        "--colophon.media.plain-http-hosts=127.0.0.1",
                        "--spring.kafka.listener.auto-startup=false",
                        "--spring.jmx.enabled=false",
                        "--colophon.trial.every=0s",
                        "--colophon.publish.idle-scan=100ms",
                        "--colophon.wordpress.request-timeout=30s",
                        "--colophon.publish.blocked-scan=50ms");
    }
}
