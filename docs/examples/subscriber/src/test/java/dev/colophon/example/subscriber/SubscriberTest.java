package dev.colophon.example.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** On a real broker, with the messages of the contracts' samples. Each test has a publication of its own, and hears of no other. */
@ExtendWith(KafkaExtension.class)
class SubscriberTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaServer kafka;
    private final UUID publication = UUID.randomUUID();
    private final Heard heard = new Heard();

    SubscriberTest(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @Test
    void each_event_is_heard_once_and_in_order_though_the_relay_repeats_itself() {
        try (var subscriber = subscriber("repeats")) {
            for (var sequence : List.of(1, 2, 2, 1, 3, 2)) {
                event(sequence, sequence == 3 ? "published" : "deferred");
            }
            until(subscriber, 3);

            assertThat(heard.events).containsExactly("deferred 1", "deferred 2", "published 3");
            assertThat(heard.states).isEmpty();
        }
    }

    @Test
    void where_events_are_missing_it_catches_up_from_the_latest_states() {
        try (var subscriber = subscriber("gaps")) {
            event(1, "accepted");
            until(subscriber, 1);
            status(4, "published");

            event(4, "published");
            event(5, "removed");
            until(subscriber, 5);

            assertThat(heard.events).containsExactly("accepted 1", "removed 5");
            assertThat(heard.states).as("2 and 3 never came").containsExactly("published 4");
        }
    }

    @Test
    void an_event_that_is_ahead_of_the_latest_states_does_not_wait_for_them() {
        try (var subscriber = subscriber("ahead")) {
            event(1, "accepted");
            event(3, "published");
            until(subscriber, 3);

            assertThat(heard.events).containsExactly("accepted 1");
            assertThat(heard.states).containsExactly("published 3");
        }
    }

    @Test
    void whoever_begins_late_or_has_lost_its_offsets_begins_with_how_it_stands() {
        event(1, "accepted");
        event(2, "published");
        status(1, "accepted");
        status(2, "published");

        try (var subscriber = subscriber("late")) {
            event(3, "removed");
            until(subscriber, 3);
        }

        assertThat(heard.states).containsExactly("published 2");
        assertThat(heard.events).containsExactly("removed 3");
    }

    @Test
    void what_was_dealt_with_before_a_restart_is_not_heard_again() {
        try (var first = subscriber("restarted")) {
            event(1, "accepted");
            until(first, 1);
            // Only now: a gap in another publication's events makes it read all states, and then it knows this one
            // already.
            status(1, "accepted");
        }
        event(2, "published");
        status(2, "published");

        try (var second = subscriber("restarted")) {
            event(3, "removed");
            until(second, 3);
        }

        assertThat(heard.events).containsExactly("accepted 1", "removed 3");
        assertThat(heard.states).containsExactly("published 2");
    }

    private Subscriber subscriber(String group) {
        return new Subscriber(kafka.bootstrapServers(), group + "-" + publication, heard);
    }

    private void until(Subscriber subscriber, long sequence) {
        await().atMost(PATIENCE).until(() -> {
            subscriber.poll(POLL);
            return heard.last == sequence;
        });
        subscriber.poll(POLL);
    }

    /** The same sequence is the same event: its id follows from it, as the projector makes it. */
    private void event(int sequence, String status) {
        send(
                "publishing.events.v1",
                "dev.colophon.publication." + status + ".v1",
                sample("events/" + status),
                sequence);
    }

    private void status(int sequence, String status) {
        var message = sample("status/published").put("status", status);
        send("publishing.status.v1", "dev.colophon.publication.status.v1", message, sequence);
    }

    private void send(String topic, String type, ObjectNode message, int sequence) {
        message.put("publicationId", publication.toString()).put("sequence", sequence);
        var headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", new UUID(publication.getMostSignificantBits(), sequence).toString(),
                "ce_type", type,
                "ce_subject", publication.toString(),
                "ce_sequence", String.valueOf(sequence));
        kafka.send(topic, publication.toString(), message.toString(), headers);
    }

    private static ObjectNode sample(String name) {
        try {
            return (ObjectNode) JsonMapper.builder()
                    .build()
                    .readTree(Files.readString(RepositoryFiles.resolve("docs/contracts/samples/" + name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Heard implements Subscriber.Audience {

        private final List<String> events = new ArrayList<>();
        private final List<String> states = new ArrayList<>();
        private long last;

        @Override
        public void event(String type, PublicationState now) {
            if (now.publicationId().equals(publication)) {
                assertThat(type).isEqualTo("dev.colophon.publication." + now.status() + ".v1");
                hear(events, now);
            }
        }

        @Override
        public void caughtUp(PublicationState now) {
            if (now.publicationId().equals(publication)) {
                hear(states, now);
            }
        }

        private void hear(List<String> what, PublicationState now) {
            what.add(now.status() + " " + now.sequence());
            last = now.sequence();
        }
    }
}
