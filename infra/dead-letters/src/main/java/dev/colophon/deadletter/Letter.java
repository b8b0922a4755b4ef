package dev.colophon.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of a dead-letter topic.
 *
 * @param place where it is kept
 * @param record as it is there; its key, value and headers are those of the record that could not be delivered
 */
public record Letter(Place place, ConsumerRecord<byte[], byte[]> record) {

    private static final String SUFFIX = ".dlt";
    private static final String OURS = "dlt_";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(new Place(record.topic(), record.partition(), record.offset()), record);
    }

    /** When it was put there. */
    public Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** A header as text; empty if there is none. */
    public String header(String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    /** A header as an operator may see it. */
    public String shown(String name) {
        return Body.header(name, header(name));
    }

    /** The record that could not be delivered, as it was in its topic; empty if the headers do not say where. */
    public Optional<ConsumerRecord<byte[], byte[]>> original() {
        return origin().map(was -> {
            var original =
                    new ConsumerRecord<>(was.topic(), was.partition(), was.offset(), record.key(), record.value());
            record.headers().forEach(original.headers()::add);
            return original;
        });
    }

    /** Whether it says what that record does. */
    boolean isCopyOf(ConsumerRecord<byte[], byte[]> origin) {
        return Arrays.equals(record.key(), origin.key()) && Arrays.equals(record.value(), origin.value());
    }

    /** With what that record's headers say in place of what its own do; where it was and why it is a letter remains. */
    Letter withHeadersOf(ConsumerRecord<byte[], byte[]> origin) {
        var same = new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                new RecordHeaders(),
                record.leaderEpoch());
        origin.headers().forEach(header -> {
            if (!header.key().startsWith(OURS)) {
                same.headers().add(header);
            }
        });
        record.headers().forEach(header -> {
            if (header.key().startsWith(OURS)) {
                same.headers().add(header);
            }
        });
        return new Letter(place, same);
    }

    /** Where its headers say that it was; empty if they do not. */
    Optional<Place> origin() {
        var partition = header("dlt_original_partition");
        var offset = header("dlt_original_offset");
        var topic = header("dlt_original_topic");
        return place.topic().equals(topic + SUFFIX)
                        && NUMBER.matcher(partition).matches()
                        && partition.length() < 10
                        && NUMBER.matcher(offset).matches()
                ? Optional.of(new Place(topic, Integer.parseInt(partition), Long.parseLong(offset)))
                : Optional.empty();
    }

    /** Of the group that could not read it: others may have read it well. */
    boolean isOf(String group) {
        return header("dlt_original_group").equals(group);
    }
}
