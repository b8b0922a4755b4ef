package dev.colophon.wordpresspublisher;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Ends a visit where a process would have died: nothing after the step is done, no lease is given back. */
public final class ScriptedCrash implements CrashPoints {

    private final AtomicReference<String> next = new AtomicReference<>("");
    private final AtomicInteger fired = new AtomicInteger();

    /** Dies once. {@code at}: as in the fault switch, {@code before:reserved}. */
    public void once(String at) {
        fired.set(0);
        next.set(at);
    }

    public int fired() {
        return fired.get();
    }

    @Override
    public void before(Step step) {
        at("before:" + step.word());
    }

    @Override
    public void after(Step step) {
        at("after:" + step.word());
    }

    private void at(String point) {
        if (next.getAndUpdate(awaited -> awaited.equals(point) ? "" : awaited).equals(point)) {
            fired.incrementAndGet();
            throw new Died(point);
        }
    }

    /** No program catches this. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;

        Died(String point) {
            super(point, null, false, false);
        }
    }
}
