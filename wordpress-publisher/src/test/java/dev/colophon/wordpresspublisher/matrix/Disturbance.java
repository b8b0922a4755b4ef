package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.ScriptedCrash.Died;
import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Interrupts the first worker that comes to the cell's point, once, and has the site answer as the cell says, once. */
final class Disturbance implements CrashPoints {

    private final Cell cell;
    private final MatrixSite site;
    private final Runnable beforeCheckpoint;
    private final Duration patience;
    private final Gate gate = new Gate();
    private final AtomicBoolean due = new AtomicBoolean(true);
    private final AtomicBoolean answerDue = new AtomicBoolean(true);
    private final CountDownLatch struck = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile BooleanSupplier answered = () -> false;

    Disturbance(Cell cell, MatrixSite site, Runnable beforeCheckpoint, Duration patience) {
        this.cell = cell;
        this.site = site;
        this.beforeCheckpoint = beforeCheckpoint;
        this.patience = patience;
    }

    @Override
    public void before(Step now) {
        if (now == Step.CHECKPOINTED) {
            beforeCheckpoint.run();
        }
        if (now != cell.step()) {
            return;
        }
        switch (cell.when()) {
            case BEFORE -> die("before:");
            case AFTER -> armAnswer();
            case PAUSE, WAKE -> sleep();
        }
    }

    @Override
    public void after(Step now) {
        if (now != cell.step()) {
            return;
        }
        if (cell.when() == When.AFTER) {
            die("after:");
        } else if (cell.when().sleeps() && now == Step.CLAIMED) {
            sleep(); // there is no moment before the claim
        }
    }

    /** True as soon as a worker has been interrupted. */
    boolean hasStruck() {
        return struck.getCount() == 0;
    }

    /** The sleeper goes on. */
    void wakeUp() {
        if (cell.when() == When.WAKE) {
            armAnswer();
        }
        released.countDown();
    }

    /** Whether the site's answer was given. */
    boolean wasAnswered() {
        return answered.getAsBoolean();
    }

    /** What hangs at the site goes on. */
    void letGo() {
        gate.open();
    }

    private void die(String moment) {
        if (due.compareAndSet(true, false)) {
            armAnswer();
            struck.countDown();
            throw new Died(moment + cell.step().word());
        }
    }

    private void sleep() {
        if (!due.compareAndSet(true, false)) {
            return;
        }
        if (cell.when() == When.PAUSE) {
            armAnswer();
        }
        struck.countDown();
        try {
            if (!released.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody woke the sleeper of " + cell);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void armAnswer() {
        if (answerDue.compareAndSet(true, false)) {
            answered = site.answerOnce(cell::isMetBy, cell.answer(), gate);
        }
    }
}
