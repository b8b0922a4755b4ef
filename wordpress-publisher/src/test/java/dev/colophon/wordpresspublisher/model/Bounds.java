package dev.colophon.wordpresspublisher.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How far an exploration goes, and what may happen in it.
 *
 * @param most how often each disturbance may happen before everything calms down; claims go on after that
 * @param lateForEver whether a request may land after any time at all; then only safety is asked for
 * @param fillsInTwoParts whether a FILL without an answer may read the post now and write all of it back later
 * @param keys whether the site has the companion plugin, so that a post is made under a key in one request
 * @param asked the properties that are looked at
 * @param strikes after this many failures of its own a story is parked
 */
record Bounds(
        String name,
        int workers,
        Map<Disturbance, Integer> most,
        boolean lateForEver,
        Set<Command> commands,
        Set<Edit> edits,
        Set<Guard> off,
        int strikes,
        boolean fillsInTwoParts,
        boolean keys,
        Set<Property> asked) {

    private static final int HARDLY_EVER = 7;
    private static final Set<Property> PROMISED = EnumSet.allOf(Property.class);

    /** Two workers, and nothing that disturbs them. */
    static Bounds named(String name) {
        return new Bounds(name, 2, Map.of(), false, Set.of(), Set.of(), Set.of(), HARDLY_EVER, false, false, PROMISED);
    }

    Bounds workers(int number) {
        return new Bounds(name, number, most, lateForEver, commands, edits, off, strikes, fillsInTwoParts, keys, asked);
    }

    Bounds claims(int number) {
        return upTo(Disturbance.CLAIM, number);
    }

    Bounds crashes(int number) {
        return upTo(Disturbance.CRASH, number);
    }

    Bounds losses(int number) {
        return upTo(Disturbance.LOSS, number);
    }

    Bounds expiries(int number) {
        return upTo(Disturbance.EXPIRY, number);
    }

    Bounds sweeps(int number) {
        return upTo(Disturbance.SWEEP, number);
    }

    Bounds commands(int number, Command... kinds) {
        var all = new Bounds(
                name, workers, most, lateForEver, Set.of(kinds), edits, off, strikes, fillsInTwoParts, keys, asked);
        return all.upTo(Disturbance.COMMAND, number);
    }

    Bounds edits(int number, Edit... kinds) {
        var all = new Bounds(
                name, workers, most, lateForEver, commands, Set.of(kinds), off, strikes, fillsInTwoParts, keys, asked);
        return all.upTo(Disturbance.EDIT, number);
    }

    /** The assumption of T_max is dropped, and with it the promise of the last word. */
    Bounds lateForEver(boolean late) {
        return new Bounds(name, workers, most, late, commands, edits, off, strikes, fillsInTwoParts, keys, asked);
    }

    Bounds without(Guard... guards) {
        return new Bounds(
                name,
                workers,
                most,
                lateForEver,
                commands,
                edits,
                Set.of(guards),
                strikes,
                fillsInTwoParts,
                keys,
                asked);
    }

    Bounds strikes(int number) {
        return new Bounds(name, workers, most, lateForEver, commands, edits, off, number, fillsInTwoParts, keys, asked);
    }

    /** A FILL that hangs at the site between its reading and its writing puts back the draft that it has read. */
    Bounds hangingFills() {
        return new Bounds(name, workers, most, lateForEver, commands, edits, off, strikes, true, keys, asked);
    }

    /** A site with the companion plugin. */
    Bounds withKeys() {
        return new Bounds(
                name, workers, most, lateForEver, commands, edits, off, strikes, fillsInTwoParts, true, asked);
    }

    /** The same, or one without it, which changes so often. */
    Bounds plugin(int number) {
        return upTo(Disturbance.PLUGIN, number);
    }

    /** Only these properties are asked for. */
    Bounds asking(Property... properties) {
        return new Bounds(
                name,
                workers,
                most,
                lateForEver,
                commands,
                edits,
                off,
                strikes,
                fillsInTwoParts,
                keys,
                Set.of(properties));
    }

    int upTo(Disturbance kind) {
        return most.getOrDefault(kind, 0);
    }

    boolean guarded(Guard guard) {
        return !off.contains(guard);
    }

    Bounds upTo(Disturbance kind, int number) {
        Map<Disturbance, Integer> more = new EnumMap<>(Disturbance.class);
        more.putAll(most);
        more.put(kind, number);
        return new Bounds(
                name,
                workers,
                Map.copyOf(more),
                lateForEver,
                commands,
                edits,
                off,
                strikes,
                fillsInTwoParts,
                keys,
                asked);
    }
}
