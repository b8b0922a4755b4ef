package dev.colophon.example.subscriber;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the public events. It begins with the latest state of every publication, goes on with the events, and where one is missing
 * it catches up from the latest states once more. Offsets are committed only after the events were dealt with, so that a crash repeats
 * events and loses none.
 */
public final class Subscriber implements AutoCloseable {

    private static final String TOPIC = "publishing.events.v1";
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<String, String> events;
    private final LatestStates latestStates;
    private final Publications publications = new Publications();
    private final Audience audience;

    /** Who is told of what happens; here stands what the subscriber is for. */
    public interface Audience {

        /** One event, in the order of its publication, once. */
        void event(String type, PublicationState now);

        /** Events are missing, or were before this began: this is how it stands now. */
        void caughtUp(PublicationState now);
    }

    public Subscriber(String bootstrapServers, String group, Audience audience) {
        this.audience = audience;
        latestStates = new LatestStates(bootstrapServers);
        catchUp();
        events = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        events.subscribe(List.of(TOPIC));
    }

    /** Deals with what has come, and remembers that it did. */
    public void poll(Duration patience) {
        var batch = events.poll(patience);
        batch.forEach(this::take);
        if (!batch.isEmpty()) {
            events.commitSync();
        }
    }

    private void take(ConsumerRecord<String, String> message) {
        var id = header(message, "ce_id");
        var told = PublicationState.of(message);
        if (publications.judge(id, told) == Publications.Verdict.AFTER_A_GAP) {
            catchUp();
        }
        // Whatever is missing still: an event tells the whole state, so that this one does not have to wait for it.
        switch (publications.judge(id, told)) {
            case REPEATED -> {}
            case NEXT -> {
                publications.take(id, told);
                audience.event(header(message, "ce_type"), told);
            }
            case AFTER_A_GAP -> {
                publications.take(id, told);
                audience.caughtUp(told);
            }
        }
    }

    private void catchUp() {
        latestStates.read().values().stream().filter(publications::catchUp).forEach(audience::caughtUp);
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        var header = message.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("no header " + name + " at offset " + message.offset());
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        events.close();
    }

    /** Prints what happens until it is stopped. Arguments: bootstrap servers, name of the group. */
    public static void main(String[] arguments) {
        var printing = new Audience() {
            @Override
            public void event(String type, PublicationState now) {
                System.out.println(type + " " + now);
            }

            @Override
            public void caughtUp(PublicationState now) {
                System.out.println("as it stands: " + now);
            }
        };
        try (var subscriber = new Subscriber(arguments[0], arguments[1], printing)) {
            while (!Thread.currentThread().isInterrupted()) {
                subscriber.poll(POLL);
            }
        }
    }
}
