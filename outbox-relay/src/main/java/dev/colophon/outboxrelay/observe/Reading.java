package dev.colophon.outboxrelay.observe;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * What one read brought.
 *
 * @param rows the ids of outbox rows, as often as they were read
 * @param canaries the same of canaries, oldest first
 * @param nexts where each partition goes on
 */
record Reading(List<UUID> rows, List<UUID> canaries, Map<TopicPartition, Long> nexts) {

    Reading {
        rows = List.copyOf(rows);
        canaries = List.copyOf(canaries);
        nexts = Map.copyOf(nexts);
    }
}
