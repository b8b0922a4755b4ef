package dev.colophon.example.subscriber;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The compacted topic: of each publication the latest state, with the sequence of the last event that it includes. Read from its
 * beginning to its end of now: at the start, and whenever events are missing.
 */
final class LatestStates {

    private static final String TOPIC = "publishing.status.v1";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> configuration;

    LatestStates(String bootstrapServers) {
        configuration = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
    }

    Map<UUID, PublicationState> read() {
        var latest = new HashMap<UUID, PublicationState>();
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (var message : consumer.poll(POLL)) {
                    var state = PublicationState.of(message);
                    latest.merge(state.publicationId(), state, LatestStates::newer);
                }
            }
        }
        return latest;
    }

    private static PublicationState newer(PublicationState one, PublicationState other) {
        return other.sequence() > one.sequence() ? other : one;
    }
}
