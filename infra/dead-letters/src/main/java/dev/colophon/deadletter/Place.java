package dev.colophon.deadletter;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** Where a record stands in Kafka. One that cannot be is a {@link DeadLetterRefused} that names the field. */
public record Place(String topic, int partition, long offset) implements Comparable<Place> {

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::topic)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::offset);

    public Place {
        countsFromZero("partition", partition);
        countsFromZero("offset", offset);
    }

    private static void countsFromZero(String field, long value) {
        if (value < 0) {
            throw new DeadLetterRefused(
                    DeadLetterRefused.Code.PLACE_INVALID, field + ": counts from 0, not " + value + ".");
        }
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
