package dev.colophon.outboxrelay.observe;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Kafka ends before a position up to which it was read: it lost records, or the topic was made anew. */
final class RecordsLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecordsLostException(Set<TopicPartition> partitions) {
        super("Kafka ends before what was read of " + partitions);
    }
}
