package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.wordpresspublisher.ScriptedCrash.Died;
import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import java.util.concurrent.atomic.AtomicBoolean;

/** A worker that died after a step, before the matrix begins. */
final class DiesOnce implements CrashPoints {

    private final Step at;
    private final Runnable then;
    private final AtomicBoolean dying = new AtomicBoolean();
    private volatile boolean died;

    DiesOnce(Step at, Runnable then) {
        this.at = at;
        this.then = then;
    }

    boolean hasDied() {
        return died;
    }

    @Override
    public void before(Step step) {}

    @Override
    public void after(Step step) {
        if (step == at && dying.compareAndSet(false, true)) {
            then.run();
            died = true;
            throw new Died("after:" + step.word());
        }
    }
}
