package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;

/** A visit that nothing interrupts. */
record Calm() implements CrashPoints {

    @Override
    public void before(Step step) {}

    @Override
    public void after(Step step) {}
}
