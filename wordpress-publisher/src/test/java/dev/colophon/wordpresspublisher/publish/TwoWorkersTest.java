package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The first worker alone could hold a few visits only, so that the second must do the rest. */
@PublisherTest
@TestPropertySource(properties = {"colophon.publish.workers=4", "colophon.wordpress.request-timeout=30s"})
class TwoWorkersTest {

    private final Newsroom newsroom;

    TwoWorkersTest(PostgresServer postgres, @Autowired WorkSignal work, @Autowired Delivery delivery) {
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry properties) {
        properties.add("COLOPHON_SITE_KEYSET", () -> Newsroom.KEYSET);
    }

    @BeforeAll
    static void sites(PostgresServer postgres) {
        postgres.migrate("publish-api");
    }

    @Test
    void two_workers_share_the_work_and_publish_each_story_once() {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext second = secondWorker()) {
            var gate = new Gate();
            Fault held = wordpress.script().onNext(AtOneSite::creates).times(5).then(Fault.hangBeforeWrite(gate));
            var stories = IntStream.range(0, 8)
                    .mapToObj(_ -> newsroom.site(wordpress))
                    .flatMap(site -> IntStream.range(0, 3).mapToObj(i -> newsroom.story(site, "story-" + i)))
                    .map(Story::want)
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

    private Set<String> workersOf(List<Story> stories) {
        return new TreeSet<>(newsroom.sql()
                .sql("SELECT DISTINCT worker FROM wordpress_publisher.attempt WHERE publication_id IN (:ids)")
                .param("ids", stories.stream().map(Story::id).toList())
                .query((row, _) -> row.getString("worker"))
                .list());
    }

    private static ConfigurableApplicationContext secondWorker() {
        return new SpringApplicationBuilder(WordPressPublisherApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--COLOPHON_INSTANCE=second",
                        "--COLOPHON_SITE_KEYSET=" + Newsroom.KEYSET,
                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                        "--COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
                        "--spring.kafka.listener.auto-startup=false",
                        "--spring.jmx.enabled=false",
                        "--colophon.publish.idle-scan=100ms",
                        "--colophon.wordpress.request-timeout=30s",
                        "--colophon.publish.blocked-scan=50ms");
    }
}
