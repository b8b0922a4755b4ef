package dev.colophon.wordpresspublisher.inbox;

import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.DEAD_LETTERS;
import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.REQUESTS;
import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import tools.jackson.databind.node.ObjectNode;

/** What comes by Kafka is taken in, or left to whom it is for; what went missing in Kafka stops the inbox. */
@PublisherWithKafkaTest
class InboxTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaServer kafka;
    private final Newsroom newsroom;
    private final KafkaListenerEndpointRegistry listeners;
    private final HealthIndicator health;

    InboxTest(
            KafkaServer kafka,
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired KafkaListenerEndpointRegistry listeners,
            @Autowired @Qualifier("inboxHealthIndicator") HealthIndicator health) {
        this.listeners = listeners;
        this.health = health;
        this.kafka = kafka;
        this.newsroom = new Newsroom(postgres, work, new KafkaDelivery(kafka));
    }

    /** S2-24: the worker looks by itself every ten minutes only; it is the request that wakes it. */
    @Test
    void a_request_from_kafka_wakes_a_worker_and_becomes_a_public_post() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var story = newsroom.story(newsroom.site(wordpress), "from-kafka").want();

            story.awaitReceipt("published");

            assertThat(wordpress.publicPosts()).hasSize(1);
        }
    }

    /** S2-20: a delay in a hop shows in the figure of that hop. */
    @Test
    void a_request_that_lay_in_kafka_shows_as_lag_of_the_inbox(@Autowired MeterRegistry meters) {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var story = newsroom.story(newsroom.site(wordpress), "lay-in-kafka");
            Timer lag = meters.get("colophon.inbox.lag").timer();
            double before = lag.totalTime(TimeUnit.MINUTES);

            sendAsOf(Instant.now().minus(Duration.ofHours(1)), story.request(1, _ -> {}));
            story.awaitReceipt("published", 1);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(lag.totalTime(TimeUnit.MINUTES) - before).isGreaterThanOrEqualTo(60));
        }
    }

    /** S1-7: no entry, no receipt, no dead letter and no visit; and nobody else of its batch waits for it. */
    @Test
    void a_request_for_a_site_of_another_platform_is_left_to_its_adapter_and_counted(
            @Autowired Inbox inbox, @Autowired MeterRegistry meters) {
        long letters = kafka.records(DEAD_LETTERS).size();
        Counter left = meters.get("colophon.inbox.other.platforms").counter();
        double before = left.count();
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var theirs = newsroom.story(newsroom.site(wordpress), "theirs");
            var ours = newsroom.story(theirs.site(), "ours");

            inbox.take(List.of(
                    Delivery.record(
                            UUID.randomUUID(),
                            theirs.request(
                                    1,
                                    request ->
                                            request.put("platform", "bulletin").put("placement", "facebook_story"))),
                    Delivery.record(UUID.randomUUID(), ours.request(1, _ -> {}))));

            ours.awaitReceipt("published", 1);
            assertThat(left.count()).isEqualTo(before + 1);
            assertThat(theirs.isInLedger()).isFalse();
            assertThat(theirs.receipts()).isEmpty();
            assertThat(theirs.postsAt(wordpress)).isEmpty();
            assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) letters);
        }
    }

    @Test
    void records_that_are_gone_before_they_were_read_stop_the_inbox_and_its_readiness() throws Exception {
        var inbox = Objects.requireNonNull(listeners.getListenerContainer(PublicationRequestedListener.ID));
        inbox.stop();
        newsroom.story(UUID.randomUUID(), "gone").want();
        try (var admin = kafka.admin()) {
            var ends = ends(admin);
            admin.deleteRecords(ends.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
                    .all()
                    .get();

            inbox.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    Objects.requireNonNull(health.health()).getDetails())
                            .containsEntry("code", "INBOX_STOPPED"));
            // Its end is told before it has left the group, and of a group with members no offset is altered.
            await("the reader to leave its group").atMost(PATIENCE).until(() -> hasNoMember(admin));
            admin.alterConsumerGroupOffsets(
                            "wordpress-publisher",
                            ends.entrySet().stream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue()))))
                    .all()
                    .get();
        }
        inbox.start();
        newsroom.story(UUID.randomUUID(), "set-on-purpose").want().awaitReceipt("deferred");
    }

    private static boolean hasNoMember(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of("wordpress-publisher")).all().get().values().stream()
                .allMatch(group -> group.members().isEmpty());
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws Exception {
        var topic =
                admin.describeTopics(List.of(REQUESTS)).allTopicNames().get().get(REQUESTS);
        var partitions = Objects.requireNonNull(topic).partitions().stream()
                .map(partition -> new TopicPartition(REQUESTS, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private void sendAsOf(Instant sent, ObjectNode request) {
        ProducerRecord<@Nullable String, @Nullable String> record = new ProducerRecord<>(
                REQUESTS,
                null,
                sent.toEpochMilli(),
                request.path("publicationId").stringValue(),
                request.toString());
        headers().forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        kafka.send(List.of(record));
    }
}
