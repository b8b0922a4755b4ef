package dev.colophon.statusprojector.divergence;

import java.util.ArrayList;
import java.util.List;

/** Counts what a run compares and finds; keeps the first findings. Not for several threads. */
final class Tally {

    private final int kept;
    private final List<Divergence> findings = new ArrayList<>();
    private long compared;
    private long changed;
    private long missing;
    private long surplus;

    Tally(int kept) {
        this.kept = kept;
    }

    void add(long rows, List<Divergence> found) {
        compared += rows;
        found.forEach(this::add);
    }

    private void add(Divergence divergence) {
        switch (divergence.kind()) {
            case CHANGED -> changed++;
            case MISSING -> missing++;
            case SURPLUS -> surplus++;
        }
        if (findings.size() < kept) {
            findings.add(divergence);
        }
    }

    Counts counts() {
        return new Counts(compared, changed, missing, surplus);
    }

    List<Divergence> findings() {
        return List.copyOf(findings);
    }

    /** How many rows were compared, and how many differ in which way. */
    record Counts(long compared, long changed, long missing, long surplus) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        long diverging() {
            return changed + missing + surplus;
        }

        /** Of what was compared, between 0 and 1; nothing compared is nothing found. */
        double ratio() {
            return compared == 0 ? 0 : (double) diverging() / compared;
        }
    }
}
