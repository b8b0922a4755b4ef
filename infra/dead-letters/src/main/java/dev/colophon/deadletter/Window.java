package dev.colophon.deadletter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The end of a partition, as far as it is read for one page. */
final class Window {

    private static final int LONGEST_HEADER = 4_000;
    private static final Set<String> TOLD = Set.of(
            "ce_id",
            "ce_type",
            "ce_subject",
            "dlt_original_topic",
            "dlt_original_partition",
            "dlt_original_offset",
            "dlt_original_group",
            "dlt_error_code",
            "dlt_error_message");

    private final TopicPartition partition;
    private final long first;
    private final long from;
    private final long to;
    /** Newest first. */
    private final Deque<Letter> letters = new ArrayDeque<>();

    private boolean values;

    /**
     * @param first offset that the partition still has
     * @param from inclusive
     * @param to exclusive
     */
    Window(TopicPartition partition, long first, long from, long to) {
        this.partition = partition;
        this.first = first;
        this.from = from;
        this.to = to;
    }

    /** The last so many records before that offset. */
    static Window before(TopicPartition partition, long first, long to, int limit) {
        return new Window(partition, first, Math.max(first, to - limit), to);
    }

    /**
     * The newest letters of all of them. Of each partition they are taken from its end without a gap, whatever the clocks of their
     * writers said, so that the next page begins where this one has ended.
     */
    static DeadLetterTopics.Page newest(List<Window> windows, int limit) {
        var page = new ArrayList<Letter>();
        while (page.size() < limit) {
            var newest = windows.stream()
                    .filter(window -> !window.letters.isEmpty())
                    .max(Comparator.comparing(
                            window -> window.letters.getFirst().at()));
            if (newest.isEmpty()) {
                break;
            }
            page.add(newest.get().letters.removeFirst());
        }
        var before = new HashMap<TopicPartition, Long>();
        windows.forEach(window -> before.put(window.partition, window.unseen()));
        var more = windows.stream().anyMatch(window -> window.unseen() > window.first);
        return new DeadLetterTopics.Page(page, more ? Optional.of(new Cursor(before)) : Optional.empty());
    }

    /** From here on back nothing was shown. */
    private long unseen() {
        return letters.isEmpty()
                ? Math.min(from, to)
                : letters.getFirst().place().offset() + 1;
    }

    void keepValues() {
        values = true;
    }

    void take(Letter letter) {
        if (letter.place().offset() < to) {
            letters.addFirst(values ? letter : withoutValue(letter));
        }
    }

    boolean isEmpty() {
        return from >= to;
    }

    TopicPartition partition() {
        return partition;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    Collection<Letter> letters() {
        return letters;
    }

    /** What a list tells of it: what lies in Kafka may be large. */
    private static Letter withoutValue(Letter letter) {
        var whole = letter.record();
        var headers = new RecordHeaders();
        for (var header : whole.headers()) {
            if (TOLD.contains(header.key()) && header.value() != null && header.value().length <= LONGEST_HEADER) {
                headers.add(header);
            }
        }
        return new Letter(
                letter.place(),
                new ConsumerRecord<>(
                        whole.topic(),
                        whole.partition(),
                        whole.offset(),
                        whole.timestamp(),
                        whole.timestampType(),
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        whole.key() == null || whole.key().length > LONGEST_HEADER ? null : whole.key(),
                        null,
                        headers,
                        whole.leaderEpoch()));
    }
}
