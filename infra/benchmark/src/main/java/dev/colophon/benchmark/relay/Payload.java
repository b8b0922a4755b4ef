package dev.colophon.benchmark.relay;

import java.util.random.RandomGenerator;

/** What a row carries: 1 KB of JSON that begins with the row's number, and letters that nothing on the way can compress. */
final class Payload {

    static final int BYTES = 1024;

    private final String filling;

    Payload(RandomGenerator random) {
        var letters = new StringBuilder();
        random.ints(BYTES, 'a', 'z' + 1).forEach(letter -> letters.append((char) letter));
        filling = letters.toString();
    }

    String of(int row) {
        return head(row) + text(row) + "\"}";
    }

    /** The letters alone. */
    String text(int row) {
        return filling.substring(0, BYTES - head(row).length() - 2);
    }

    private static String head(int row) {
        return "{\"n\":" + row + ",\"text\":\"";
    }
}
