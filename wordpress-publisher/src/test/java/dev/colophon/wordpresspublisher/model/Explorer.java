package dev.colophon.wordpresspublisher.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
                Property wrong = Judge.violatedAtTheEnd(moves.read(current));
                if (asked(wrong) && violation == null) {
                    violate(Objects.requireNonNull(wrong), traceTo(number), moves.read(current));
                }
            }
        }
    }

    private void reach(World world, int from) {
        Property wrong = Judge.violatedBy(world);
        world.pack(packed);
        visited.add(packed, from);
        if (asked(wrong)) {
            List<String> trace = traceTo(from);
            trace.add(step(from, packed));
            violate(Objects.requireNonNull(wrong), trace, moves.read(packed.clone()));
        }
    }

    private void violate(Property property, List<String> trace, World world) {
        violation = new Exploration.Violation(property, trace, Telling.of(world));
    }

    private boolean asked(@Nullable Property wrong) {
        return wrong != null && bounds.asked().contains(wrong);
    }

    private List<String> traceTo(int number) {
        List<String> trace = new ArrayList<>();
        long[] reached = new long[packed.length];
        visited.read(number, reached);
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
                trace.add("and so on: it has been here before");
                violate(Property.NO_END, trace, moves.read(there));
            } else if (seen[next] == 0) {
                follow(next, seen);
            }
        }
        seen[number] = 2;
    }
}
