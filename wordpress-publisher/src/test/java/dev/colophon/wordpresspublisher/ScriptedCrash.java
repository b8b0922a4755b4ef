package dev.colophon.wordpresspublisher;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Ends a visit where a process would have died: nothing after the step is done, no lease is given back. */
public final class ScriptedCrash implements CrashPoints {

    private static final ScopedValue<CrashPoints> OF_THIS_VISIT = ScopedValue.newInstance();

    private final AtomicReference<String> next = new AtomicReference<>("");
    private final AtomicReference<Function<String, Error>> death = new AtomicReference<>(Died::new);
    private final AtomicInteger fired = new AtomicInteger();

    /** Dies once. {@code at}: as in the fault switch, {@code before:reserved}. */
    public void once(String at) {
        once(at, Died::new);
    }

    /** The same by another error, which the program may see. */
    public void once(String at, Function<String, Error> by) {
        fired.set(0);
        death.set(by);
        next.set(at);
    }

    public int fired() {
        return fired.get();
    }

    /** Runs a visit on this thread under crash points of its own. */
    public static void during(CrashPoints points, Runnable visit) {
        ScopedValue.where(OF_THIS_VISIT, points).run(visit);
    }

    @Override
    public void before(Step step) {
        if (OF_THIS_VISIT.isBound()) {
            OF_THIS_VISIT.get().before(step);
        } else {
            at("before:" + step.word());
        }
    }

    @Override
    public void after(Step step) {
        if (OF_THIS_VISIT.isBound()) {
            OF_THIS_VISIT.get().after(step);
        } else {
            at("after:" + step.word());
        }
    }

    private void at(String point) {
        if (next.getAndUpdate(awaited -> awaited.equals(point) ? "" : awaited).equals(point)) {
            fired.incrementAndGet();
            throw death.get().apply(point);
        }
    }

    /** No program catches this. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1;

        public Died(String point) {
            super(point, null, false, false);
        }
    }
}
