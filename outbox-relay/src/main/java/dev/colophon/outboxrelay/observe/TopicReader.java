package dev.colophon.outboxrelay.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.colophon.outboxrelay.relay.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all topics from given positions on, in no consumer group: the positions are ours. Canaries are read from the end,
 * since an old one proves nothing. Used by one thread at a time.
 */
final class TopicReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

    private final Consumer<@Nullable Void, @Nullable Void> consumer;
    private final Duration answerWithin;

    TopicReader(Consumer<@Nullable Void, @Nullable Void> consumer, Duration answerWithin) {
        this.consumer = consumer;
        this.answerWithin = answerWithin;
    }

    /** Takes in partitions that are new to this reader, at the stored position, or else at their beginning. */
    void refresh(Map<TopicPartition, Long> stored) {
        var known = new HashSet<>(consumer.assignment());
        var fresh = new HashSet<>(partitions());
        fresh.removeAll(known);
        if (fresh.isEmpty()) {
            return;
        }
        known.addAll(fresh);
        consumer.assign(known);
        for (var partition : fresh) {
            begin(partition, stored.get(partition));
        }
    }

    private void begin(TopicPartition partition, @Nullable Long stored) {
        if (isOfCanaries(partition)) {
            consumer.seekToEnd(Set.of(partition));
        } else if (stored == null) {
            consumer.seekToBeginning(Set.of(partition));
        } else {
            consumer.seek(partition, stored);
        }
    }

    private Set<TopicPartition> partitions() {
        var found = new HashSet<TopicPartition>();
        for (var topic : Topics.all()) {
            consumer.partitionsFor(topic, answerWithin)
                    .forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        return found;
    }

    Reading poll(Duration within) {
        var rows = new ArrayList<UUID>();
        var canaries = new ArrayList<UUID>();
        var nexts = new HashMap<TopicPartition, Long>();
        try {
            for (var record : consumer.poll(within)) {
                var canary = record.topic().equals(Topics.CANARY);
                id(record).ifPresent((canary ? canaries : rows)::add);
                if (!canary) {
                    nexts.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
            }
        } catch (LogTruncationException e) {
            lose(e.partitions());
        } catch (OffsetOutOfRangeException e) {
            readOn(e.offsetOutOfRangePartitions());
        }
        return new Reading(rows, canaries, nexts);
    }

    /** What was written by no outbox has no id that is one, and is nothing that could have been missed. */
    private static Optional<UUID> id(ConsumerRecord<?, ?> record) {
        var header = record.headers().lastHeader("ce_id");
        try {
            return header == null ? Optional.empty() : Optional.of(UUID.fromString(new String(header.value(), UTF_8)));
        } catch (IllegalArgumentException e) {
            LOG.warn("A record without a row's id: {}-{}@{}", record.topic(), record.partition(), record.offset());
            return Optional.empty();
        }
    }

    /**
     * From what is left, where retention went past the position. Otherwise it lay beyond the end, wherever that is by now: the stream may
     * have written on meanwhile.
     */
    private void readOn(Map<TopicPartition, Long> outOfRange) {
        var beginnings = consumer.beginningOffsets(outOfRange.keySet(), answerWithin);
        var beyond = outOfRange.entrySet().stream()
                .filter(position -> position.getValue() >= beginnings.getOrDefault(position.getKey(), 0L))
                .map(Map.Entry::getKey)
                .collect(toUnmodifiableSet());
        lose(beyond);
        LOG.warn("Positions that Kafka has no more, read on from what is left: {}", outOfRange);
        outOfRange.keySet().forEach(partition -> begin(partition, null));
    }

    /**
     * Where the topics end now.
     *
     * @throws RecordsLostException if a position is behind that; a poll may tell so only later, and nobody would have read what is there
     */
    Map<TopicPartition, Long> ends() {
        var read = consumer.assignment().stream().collect(toUnmodifiableMap(Function.identity(), this::position));
        var ends = Map.copyOf(consumer.endOffsets(read.keySet(), answerWithin));
        lose(ends.entrySet().stream()
                .filter(end -> read.getOrDefault(end.getKey(), 0L) > end.getValue())
                .map(Map.Entry::getKey)
                .collect(toUnmodifiableSet()));
        return ends;
    }

    /** Of canaries nothing is kept, so nothing is lost either. */
    private void lose(Set<TopicPartition> partitions) {
        if (!partitions.stream().allMatch(TopicReader::isOfCanaries)) {
            throw new RecordsLostException(partitions);
        }
        partitions.forEach(canaries -> begin(canaries, null));
    }

    /** Whether all up to these ends is read. */
    boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
    }

    private long position(TopicPartition partition) {
        try {
            return consumer.position(partition, answerWithin);
        } catch (LogTruncationException e) {
            lose(e.partitions());
            return position(partition);
        }
    }

    private static boolean isOfCanaries(TopicPartition partition) {
        return partition.topic().equals(Topics.CANARY);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(answerWithin));
    }
}
