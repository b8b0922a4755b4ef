package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.publishapi.webhook.delivery.DeliverDue;
import dev.colophon.testkit.kafka.KafkaServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the events topic of a real broker to the webhooks of the publication's client; and the door while there is none. */
class WebhookEventsTest extends WebhookEvents {

    @Autowired
    DeliverDue deliverDue;

    WebhookEventsTest(KafkaServer kafka) {
        super(kafka);
    }

    @Test
    void an_event_goes_to_each_webhook_of_its_client_that_wants_it_and_to_nobody_elses() throws Exception {
        var all = register("/all", "", clientKey);
        register("/accepted", "\"" + ACCEPTED + "\"", clientKey);
        register("/foreign", "", newClient("client"));
        var publication = publish(story()).text("/publicationId");
        var event = UUID.randomUUID();
        send(event, PUBLISHED, publication, "published");
        runIntake.startUnlessRunning();

        await().atMost(PATIENCE).until(() -> count("webhook_delivery") == 1);
        for (var delivery : deliverDue.begin()) {
            delivery.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        var message = receiver.messages("/all").getFirst();
        assertThat(message.id()).isEqualTo(event.toString());
        assertThat(message.signaturesBy(all.text("/secret"))).isOne();
        assertThat(receiver.messages("/accepted")).isEmpty();
        assertThat(receiver.messages("/foreign")).isEmpty();
        var told = new Response(200, java.net.http.HttpHeaders.of(Map.of(), (_, _) -> true), message.body());
        assertThat(told.text("/specversion")).isEqualTo("1.0");
        assertThat(told.text("/id")).isEqualTo(event.toString());
        assertThat(told.text("/type")).isEqualTo(PUBLISHED);
        assertThat(told.text("/source")).isEqualTo("/colophon/status-projector");
        assertThat(told.text("/subject")).isEqualTo(publication);
        assertThat(told.text("/time")).isEqualTo("2026-11-24T09:15:31.25Z");
        assertThat(told.text("/sequence")).isEqualTo("7");
        assertThat(told.text("/traceparent")).startsWith("00-");
        assertThat(told.json().get("data")).isEqualTo(value("published", publication));
        var logged = get("/v1/webhooks/" + all.text("/webhookId") + "/deliveries");
        assertThat(logged.text("/deliveries/0/publicationId")).isEqualTo(publication);
        assertThat(logged.text("/deliveries/0/eventType")).isEqualTo(PUBLISHED);
    }

    @Test
    void an_event_that_is_read_again_is_told_once() throws Exception {
        register("/all", "", clientKey);
        var publication = publish(story()).text("/publicationId");
        var event = UUID.randomUUID();
        send(event, ACCEPTED, publication, "accepted");
        send(event, ACCEPTED, publication, "accepted");
        send(UUID.randomUUID(), PUBLISHED, publication, "published");
        runIntake.startUnlessRunning();
        await().atMost(PATIENCE).until(() -> count("webhook_delivery") == 2);
        container().stop();
        // Refused until the group has no member left, for which the container waits 10 s and no longer.
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(this::toTheBeginning);
        var publicationOfTheEnd = publish(story()).text("/publicationId");
        send(UUID.randomUUID(), ACCEPTED, publicationOfTheEnd, "accepted");
        runIntake.startUnlessRunning();

        await().atMost(PATIENCE).until(() -> told(publicationOfTheEnd) == 1);
        await().atMost(PATIENCE).until(this::nothingIsLeft);
        assertThat(told(publication)).isEqualTo(2);
    }

    @Test
    void a_poison_record_goes_to_the_dead_letters_and_the_partition_moves_on() {
        register("/all", "", clientKey);
        var publication = publish(story()).text("/publicationId");
        var good = value("accepted", publication).toString();
        var marked = headers(UUID.randomUUID(), ACCEPTED, publication);
        kafka.send(EVENTS, publication, "{\"canary", marked);
        kafka.send(EVENTS, publication, "[]", marked);
        kafka.send(EVENTS, publication, null, marked);
        kafka.send(EVENTS, publication, good, Map.of("ce_type", ACCEPTED));
        var noId = headers(UUID.randomUUID(), ACCEPTED, publication);
        noId.put("ce_id", "no-uuid");
        kafka.send(EVENTS, publication, good, noId);
        send(UUID.randomUUID(), ACCEPTED, publication, "accepted");
        runIntake.startUnlessRunning();

        await().atMost(PATIENCE).until(() -> told(publication) == 1);
        // A batch's letters go out after the rest of it is enqueued.
        await().atMost(PATIENCE).until(() -> letters(publication).size() == 5);
        assertThat(letters(publication)).allSatisfy(letter -> {
            assertThat(text(letter.headers().lastHeader("dlt_error_code").value()))
                    .isEqualTo("EVENT_UNREADABLE");
            assertThat(text(letter.headers().lastHeader("dlt_original_topic").value()))
                    .isEqualTo(EVENTS);
            assertThat(text(letter.headers().lastHeader("dlt_original_group").value()))
                    .isEqualTo("publish-api");
            assertThat(text(letter.headers().lastHeader("dlt_error_message").value()))
                    .doesNotContain("canary");
        });
    }

    @Test
    void without_kafka_jobs_are_accepted_readiness_is_up_and_events_come_when_it_is_there() throws Exception {
        register("/all", "", clientKey);
        use("broker.invalid:9092");
        runIntake.startUnlessRunning();
        assertThat(container().isRunning()).as("with a broker of no known name").isFalse();
        assertThatTheDoorIsOpen();
        use(NO_KAFKA);
        runIntake.startUnlessRunning();
        assertThat(container().isRunning()).as("with a broker that is away").isTrue();
        assertThatTheDoorIsOpen();
        container().stop();

        use(kafka.bootstrapServers());
        var publication = publish(story()).text("/publicationId");
        send(UUID.randomUUID(), ACCEPTED, publication, "accepted");
        runIntake.startUnlessRunning();

        await().atMost(PATIENCE).until(() -> told(publication) == 1);
    }

    @Test
    void a_database_that_fails_holds_up_the_intake_and_loses_nothing() {
        register("/all", "", clientKey);
        var publication = publish(story()).text("/publicationId");
        send(UUID.randomUUID(), ACCEPTED, publication, "accepted");
        database.failAtStep(1);
        runIntake.startUnlessRunning();

        await().atMost(PATIENCE).until(() -> told(publication) == 1);
        assertThat(database.firedSince()).isTrue();
        database.heal();
    }

    private void assertThatTheDoorIsOpen() {
        assertThat(publish(story()).status()).isEqualTo(202);
        var readiness = exchange(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"))
                        .build());
        assertThat(readiness.status()).as(readiness.body()).isEqualTo(200);
    }

    private void toTheBeginning() throws Exception {
        try (var admin = kafka.admin()) {
            var partitions = admin.listConsumerGroupOffsets("publish-api")
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .keySet();
            var first = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.earliest())))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            admin.alterConsumerGroupOffsets(
                            "publish-api",
                            first.entrySet().stream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey,
                                            found -> new OffsetAndMetadata(
                                                    found.getValue().offset()))))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private boolean nothingIsLeft() throws Exception {
        try (var admin = kafka.admin()) {
            var committed = admin.listConsumerGroupOffsets("publish-api")
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            var ends = admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return ends.entrySet().stream()
                    .allMatch(end ->
                            Objects.requireNonNull(committed.get(end.getKey())).offset()
                                    == end.getValue().offset());
        }
    }

    private List<ConsumerRecord<String, String>> letters(String publication) {
        return kafka.records(EVENTS + ".dlt").stream()
                .filter(letter -> publication.equals(letter.key()))
                .toList();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
