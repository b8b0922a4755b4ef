package dev.colophon.benchmark.rivals.modulith;

/** The event: as JSON it is the row that the other contenders carry. */
public record Written(int n, String text) {

    private static final int KEYS = 1000;

    String key() {
        return "publication-" + n % KEYS;
    }
}
