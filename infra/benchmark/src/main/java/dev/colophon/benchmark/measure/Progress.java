package dev.colophon.benchmark.measure;

import java.io.PrintStream;
import java.time.Duration;

/** Tells a waiting person what goes on: one line for each step, with the time since the start. */
public final class Progress {

    private final PrintStream to;
    private final long startedAt = System.nanoTime();

    public Progress(PrintStream to) {
        this.to = to;
    }

    public void say(String what) {
        var since = Duration.ofNanos(System.nanoTime() - startedAt);
        to.printf("%3d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), what);
        to.flush();
    }
}
