package dev.colophon.wordpresspublisher.fault;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Halts the process at one step, as kill -9 would: no hook runs, nothing is flushed, no lease is given back. */
final class HaltAt implements CrashPoints {

    private static final Logger LOG = LoggerFactory.getLogger(HaltAt.class);
    private static final int STATUS = 137;

    private final boolean before;
    private final Step step;

    /** {@code at}: {@code before:<step>} or {@code after:<step>}; throws IllegalArgumentException for anything else. */
    HaltAt(String at) {
        String[] parts = at.split(":", -1);
        if (parts.length != 2 || !(parts[0].equals("before") || parts[0].equals("after"))) {
            throw new IllegalArgumentException("colophon.fault.at is before:<step> or after:<step>, not " + at);
        }
        this.before = parts[0].equals("before");
        this.step = Arrays.stream(Step.values())
                .filter(known -> known.word().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "colophon.fault.at names no step: " + parts[1] + "; steps: " + Arrays.toString(Step.values())));
        LOG.warn(
                "FAULT_SWITCH_ON this program will halt {} {}. Unset COLOPHON_FAULT_AT for ordinary work.",
                parts[0],
                step);
    }

    @Override
    public void before(Step now) {
        if (before && now == step) {
            halt();
        }
    }

    @Override
    public void after(Step now) {
        if (!before && now == step) {
            halt();
        }
    }

    private void halt() {
        LOG.warn("FAULT_SWITCH halting now, {} {}", before ? "before" : "after", step);
        Runtime.getRuntime().halt(STATUS);
    }
}
