package dev.colophon.wordpresspublisher.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.NothingLeftByOthers;
import dev.colophon.wordpresspublisher.SitesExtension;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.test.annotation.DirtiesContext;

/** The consumer's patience is a fraction of the time that the slow site takes, as it is in earnest. */
@ExtendWith({SitesExtension.class, KafkaExtension.class, NothingLeftByOthers.class})
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
            "colophon.trial.every=0s",
            "colophon.wordpress.request-timeout=110s",
            "colophon.publish.visit-budget=120s",
            "colophon.publish.lease=150s",
            "colophon.publish.idle-scan=1s",
            "colophon.publish.blocked-scan=100ms",
            "spring.kafka.listener.poll-timeout=500ms",
            "spring.kafka.consumer.properties.max.poll.interval.ms=10000"
        })
class SlowSiteTest {

    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Newsroom newsroom;
    private final KafkaListenerEndpointRegistry listeners;

    SlowSiteTest(
            KafkaServer kafka,
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired KafkaListenerEndpointRegistry listeners) {
        this.newsroom = new Newsroom(postgres, work, new KafkaDelivery(kafka));
        this.listeners = listeners;
    }

    @Test
    void fifty_sites_are_served_while_one_hangs_and_no_consumer_loses_its_partitions() {
        var gate = new Gate();
        try (FakeWordPress slow = FakeWordPress.start();
                FakeWordPress fast = FakeWordPress.start()) {
            Fault hang = slow.script().onNext(_ -> true).times(6).then(Fault.hangBeforeWrite(gate));
            UUID slowSite = newsroom.site(slow);
            List<Story> waiting = stories(6, slowSite);
            long hungSince = System.nanoTime();
            gate.awaitArrival(PATIENCE);
            double joined = metric("rebalance-total");
            double failed = metric("failed-rebalance-total");

            List<Story> served = IntStream.range(0, 50)
                    .mapToObj(number -> newsroom.story(newsroom.site(fast), "fast-" + number)
                            .want())
                    .toList();
            served.forEach(story -> story.awaitReceipt("published"));
            await().atMost(PATIENCE).until(() -> System.nanoTime() - hungSince > MAX_POLL_INTERVAL.toNanos() * 3 / 2);

            assertThat(fast.publicPosts()).hasSize(50);
            assertThat(slow.publicPosts()).isEmpty();
            assertThat(hang.fired())
                    .as("visits at the slow site at a time, as its cap says")
                    .isEqualTo(2);
            assertThat(waiting)
                    .filteredOn(story -> story.row().get("claimed_by") == null)
                    .hasSize(4)
                    .allSatisfy(story -> assertThat(story.row().get("due_at")).isNotNull());
            assertThat(metric("rebalance-total")).isEqualTo(joined).isPositive();
            assertThat(metric("failed-rebalance-total")).isEqualTo(failed);

            gate.open();
            waiting.forEach(story -> story.awaitReceipt("published"));
        }
    }

    /** The site takes longer than PostgreSQL bears with an idle transaction, so that what a visit holds is not ended by the visit. */
    @Test
    void no_transaction_is_open_while_a_site_hangs() {
        var gate = new Gate();
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            Fault hang = wordpress
                    .script()
                    .onNext(request -> request.method().equals("POST"))
                    .then(Fault.hangAfterWrite(gate));
            Story story = newsroom.story(newsroom.site(wordpress), "hanging").want();
            gate.awaitArrival(PATIENCE);

            // What others have just begun ends by itself; what the visit held would stay, until PostgreSQL ended it
            // after 10 s.
            OffsetDateTime hanging = newsroom.sql()
                    .sql("SELECT clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single();
            await("the end of every transaction begun before the site hung")
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(transactionsBegunBefore(hanging)).isEmpty());

            gate.open();
            assertThat(hang.fired()).isOne();
            story.awaitReceipt("published");
        } finally {
            gate.open();
        }
    }

    private List<String> transactionsBegunBefore(OffsetDateTime moment) {
        return newsroom.sql()
                .sql("""
                        SELECT query FROM pg_stat_activity
                        WHERE usename = 'wordpress_publisher' AND xact_start < :moment
                        """)
                .param("moment", moment)
                .query((row, _) -> row.getString("query"))
                .list();
    }

    private List<Story> stories(int count, UUID site) {
        return IntStream.range(0, count)
                .mapToObj(number -> newsroom.story(site, "slow-" + number).want())
                .toList();
    }

    private double metric(String name) {
        var inbox = Objects.requireNonNull(listeners.getListenerContainer(PublicationRequestedListener.ID));
        var values = inbox.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals(name)
                        && metric.getKey().group().equals("consumer-coordinator-metrics"))
                .map(metric -> (Double) metric.getValue().metricValue())
                .toList();
        assertThat(values).as(name).isNotEmpty();
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
