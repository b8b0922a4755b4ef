package dev.colophon.wordpresspublisher.model;

/** Packs small numbers into a long, and reads them back in the same order. */
final class Bits {

    private long word;
    private int at;

    Bits of(long packed) {
        word = packed;
        at = 0;
        return this;
    }

    Bits put(int width, int value) {
        if (value < 0 || value >= 1 << width || at + width > Long.SIZE) {
            throw new IllegalStateException(value + " does not fit into " + width + " bits at " + at);
        }
        word |= (long) value << at;
        at += width;
        return this;
    }

    Bits put(boolean value) {
        return put(1, value ? 1 : 0);
    }

    int take(int width) {
        int value = (int) (word >>> at) & (1 << width) - 1;
        at += width;
        return value;
    }

    boolean takeFlag() {
        return take(1) == 1;
    }

    long word() {
        return word;
    }
}
