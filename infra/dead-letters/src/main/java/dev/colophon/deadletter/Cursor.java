package dev.colophon.deadletter;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How far back a reader has come.
 *
 * @param before of each partition, the first offset that was seen
 */
record Cursor(Map<TopicPartition, Long> before) {

    static final Cursor NEWEST = new Cursor(Map.of());

    private static final int LONGEST = 4_000;
    private static final Pattern PART = Pattern.compile("([A-Za-z0-9._-]{1,100}):([0-9]{1,9}):([0-9]{1,18})");

    Cursor {
        before = Map.copyOf(before);
    }

    /** @throws DeadLetterRefused if it is none that was handed out */
    static Cursor parse(String text) {
        if (text.isEmpty()) {
            return NEWEST;
        }
        var before = new TreeMap<TopicPartition, Long>(
                Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        for (var part : text.length() > LONGEST ? new String[] {""} : text.split("~", -1)) {
            var read = PART.matcher(part);
            if (!read.matches()) {
                throw new DeadLetterRefused(
                        DeadLetterRefused.Code.CURSOR_INVALID, "Take the cursor of the page before, as it is.");
            }
            before.put(
                    new TopicPartition(read.group(1), Integer.parseInt(read.group(2))), Long.parseLong(read.group(3)));
        }
        return new Cursor(before);
    }

    @Override
    public String toString() {
        return before.entrySet().stream()
                .map(one -> one.getKey().topic() + ":" + one.getKey().partition() + ":" + one.getValue())
                .sorted()
                .collect(Collectors.joining("~"));
    }
}
