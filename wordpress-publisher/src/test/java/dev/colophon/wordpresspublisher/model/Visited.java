package dev.colophon.wordpresspublisher.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All worlds found so far, each once, numbered in the order of their discovery, with the one they were reached from. */
final class Visited {

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int words;
    private final List<long[]> worlds = new ArrayList<>();
    private final List<int[]> parents = new ArrayList<>();
    private int[] table = new int[1 << 16];
    private byte[] marks = new byte[1 << 16];
    private byte marked;
    private int count;

    Visited(int words) {
        this.words = words;
    }

    int count() {
        return count;
    }

    /** The number of this world if it is new, -1 if not. */
    int add(long[] world, int parent) {
        if ((count + 1) * 2L > table.length) {
            grow();
        }
        int place = place(world);
        if (table[place] != 0) {
            return -1;
        }
        if ((count & CHUNK - 1) == 0) {
            worlds.add(new long[CHUNK * words]);
            parents.add(new int[CHUNK]);
        }
        System.arraycopy(world, 0, worlds.getLast(), (count & CHUNK - 1) * words, words);
        parents.getLast()[count & CHUNK - 1] = parent;
        marks[place] = marked;
        table[place] = ++count;
        return count - 1;
    }

    int find(long[] world) {
        return table[place(world)] - 1;
    }

    void read(int number, long[] into) {
        System.arraycopy(worlds.get(number >> CHUNK_BITS), (number & CHUNK - 1) * words, into, 0, words);
    }

    long firstWord(int number) {
        return worlds.get(number >> CHUNK_BITS)[(number & CHUNK - 1) * words];
    }

    /** -1 for the first. */
    int parent(int number) {
        return parents.get(number >> CHUNK_BITS)[number & CHUNK - 1];
    }

    private int place(long[] world) {
        long mixed = 0;
        for (long word : world) {
            mixed = (mixed ^ word) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        mixed *= 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        int place = (int) mixed & table.length - 1;
        byte mark = (byte) (mixed >>> 56);
        while (table[place] != 0 && ((marks[place] != mark) || !same(table[place] - 1, world))) {
            place = place + 1 & table.length - 1;
        }
        marked = mark;
        return place;
    }

    private boolean same(int number, long[] world) {
        long[] chunk = worlds.get(number >> CHUNK_BITS);
        int at = (number & CHUNK - 1) * words;
        return Arrays.equals(chunk, at, at + words, world, 0, words);
    }

    private void grow() {
        table = new int[table.length * 2];
        marks = new byte[table.length];
        long[] world = new long[words];
        for (int number = 0; number < count; number++) {
            read(number, world);
            int place = place(world);
            marks[place] = marked;
            table[place] = number + 1;
        }
    }
}
