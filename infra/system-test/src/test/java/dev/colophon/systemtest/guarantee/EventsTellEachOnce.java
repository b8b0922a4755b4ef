package dev.colophon.systemtest.guarantee;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * I6, by what subscribers get: per publication the sequence has no gap, goes on in order when repeats are left out, and no place in
 * it is told under two ids.
 */
public final class EventsTellEachOnce {

    private EventsTellEachOnce() {}

    /** @param records of the events topic, in order within each partition */
    public static List<String> violations(List<ConsumerRecord<String, String>> records) {
        var wrong = new ArrayList<String>();
        Map<String, TreeMap<Long, String>> told = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (var record : records) {
            String id = header(record, "ce_id");
            if (!ids.add(id)) {
                continue; // a repeat, recognisable as one
            }
            long sequence = Long.parseLong(header(record, "ce_sequence"));
            TreeMap<Long, String> ofKey = told.computeIfAbsent(record.key(), _ -> new TreeMap<>());
            if (!ofKey.isEmpty() && sequence < ofKey.lastKey()) {
                wrong.add(record.key() + ": event " + sequence + " came after " + ofKey.lastKey());
            }
            String other = ofKey.put(sequence, id);
            if (other != null) {
                wrong.add(record.key() + ": event " + sequence + " has two ids");
            }
        }
        told.forEach((key, events) -> {
            if (events.lastKey() != events.size()) {
                wrong.add("%s: %d events up to sequence %d".formatted(key, events.size(), events.lastKey()));
            }
        });
        return wrong;
    }

    /** The publications that subscribers have heard of. */
    public static Set<UUID> publications(List<ConsumerRecord<String, String>> records) {
        var all = new HashSet<UUID>();
        records.forEach(record -> all.add(UUID.fromString(record.key())));
        return all;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
