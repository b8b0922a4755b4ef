package dev.colophon.wordpresspublisher.deadletter;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** Where a record stands in Kafka. */
public record Place(String topic, int partition, long offset) implements Comparable<Place> {

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::topic)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::offset);

    public Place {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("partition and offset count from 0: " + partition + ", " + offset);
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
