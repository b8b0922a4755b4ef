package dev.colophon.outboxrelay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.testkit.kafka.KafkaServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What of some keys is in a topic: the ids, and each key's sequences in the order in which they first came. */
final class Arrivals {

    private final List<ConsumerRecord<String, String>> records;

    private Arrivals(List<ConsumerRecord<String, String>> records) {
        this.records = records;
    }

    static Arrivals of(KafkaServer kafka, String topic, Collection<String> keys) {
        var wanted = Set.copyOf(keys);
        return new Arrivals(kafka.records(topic).stream()
                .filter(one -> wanted.contains(one.key()))
                .toList());
    }

    int count() {
        return records.size();
    }

    Set<String> ids() {
        var ids = new LinkedHashSet<String>();
        records.forEach(one -> ids.add(header(one, "ce_id")));
        return ids;
    }

    /** Of each key, without repetitions. */
    Map<String, List<Long>> firstSequences() {
        Map<String, Set<Long>> seen = new LinkedHashMap<>();
        records.forEach(one -> seen.computeIfAbsent(one.key(), _ -> new LinkedHashSet<>())
                .add(Long.valueOf(header(one, "ce_sequence"))));
        var lists = new LinkedHashMap<String, List<Long>>();
        seen.forEach((key, sequences) -> lists.put(key, List.copyOf(sequences)));
        return lists;
    }

    /** Of one key, as often as they came. */
    List<Long> sequences(String key) {
        var all = new ArrayList<Long>();
        records.stream()
                .filter(one -> key.equals(one.key()))
                .forEach(one -> all.add(Long.valueOf(header(one, "ce_sequence"))));
        return all;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
