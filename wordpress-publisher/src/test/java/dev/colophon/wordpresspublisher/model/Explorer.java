package dev.colophon.wordpresspublisher.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Visits every world within the bounds, breadth first, so that the first violation found has the shortest trace. Then shows
 * that every calm world comes to an end: the calm part of the graph has no circle.
 */
final class Explorer {

    private final Bounds bounds;
    private final Moves moves;
    private final Visited visited;
    private final long[] current;
    private final long[] packed;

    private int calm;
    private int ends;
    private int branches;
    private Exploration.@Nullable Violation violation;

    Explorer(Bounds bounds) {
        this.bounds = bounds;
        this.moves = new Moves(bounds);
        this.visited = new Visited(World.words(bounds));
        this.current = new long[World.words(bounds)];
        this.packed = new long[World.words(bounds)];
    }

    static Exploration explore(Bounds bounds) {
        return new Explorer(bounds).explore();
    }

    private Exploration explore() {
        long began = System.nanoTime();
        int depth = 0;
        moves.start().pack(packed);
        visited.add(packed, -1);
        int levelEnds = 1;
        for (int number = 0; number < visited.count() && violation == null; number++) {
            if (number == levelEnds) {
                levelEnds = visited.count();
                depth++;
            }
            expand(number);
        }
        if (violation == null) {
            comeToAnEnd();
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        return new Exploration(bounds, visited.count(), calm, ends, depth, millis, violation);
    }

    private void expand(int number) {
        branches = 0;
        visited.read(number, current);
        moves.from(current, false, (world, what) -> {
            branches++;
            if (violation == null) {
                reach(world, number);
            }
        });
        if (World.isQuiet(current[0])) {
            calm++;
            if (branches == 0) {
                ends++;
                String wrong = Property.violatedAtTheEnd(moves.read(current));
                if (wrong != null && violation == null) {
                    violation = new Exploration.Violation(wrong, traceTo(number));
                }
            }
        }
    }

    private void reach(World world, int from) {
        String wrong = Property.violatedBy(world);
        world.pack(packed);
        int added = visited.add(packed, from);
        if (wrong != null) {
            List<String> trace = traceTo(from);
            trace.add(step(from, packed));
            trace.add("= " + Telling.of(world));
            violation = new Exploration.Violation(wrong, trace);
        } else if (added == Integer.MAX_VALUE) {
            throw new IllegalStateException("too many worlds");
        }
    }

    private List<String> traceTo(int number) {
        List<String> trace = new ArrayList<>();
        long[] reached = new long[packed.length];
        visited.read(number, reached);
        trace.add("= " + Telling.of(moves.read(reached)));
        for (int at = number; visited.parent(at) >= 0; at = visited.parent(at)) {
            visited.read(at, reached);
            trace.add(step(visited.parent(at), reached));
        }
        Collections.reverse(trace);
        return trace;
    }

    private String step(int from, long[] to) {
        long[] before = new long[packed.length];
        long[] after = new long[packed.length];
        visited.read(from, before);
        List<String> found = new ArrayList<>();
        moves.from(before, true, (world, what) -> {
            world.pack(after);
            if (Arrays.equals(after, to)) {
                found.add(what);
            }
        });
        return found.isEmpty() ? "?" : found.getFirst();
    }

    /** Depth first over the calm worlds; a way back into the way that led here would go on for ever. */
    private void comeToAnEnd() {
        byte[] seen = new byte[visited.count()];
        for (int number = 0; number < seen.length && violation == null; number++) {
            if (seen[number] == 0 && World.isQuiet(visited.firstWord(number))) {
                follow(number, seen);
            }
        }
    }

    private void follow(int number, byte[] seen) {
        seen[number] = 1;
        long[] here = new long[packed.length];
        visited.read(number, here);
        List<Integer> after = new ArrayList<>();
        long[] there = new long[packed.length];
        moves.from(here, false, (world, what) -> {
            world.pack(there);
            after.add(visited.find(there));
        });
        for (int next : after) {
            if (violation == null && seen[next] == 1) {
                List<String> trace = traceTo(number);
                visited.read(next, there);
                trace.add("and back to " + Telling.of(moves.read(there)));
                violation = new Exploration.Violation(Property.NO_END, trace);
            } else if (seen[next] == 0) {
                follow(next, seen);
            }
        }
        seen[number] = 2;
    }
}
