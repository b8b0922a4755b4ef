package dev.colophon.local.part;

import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for a process to serve. Gives up at once when the process ends, and at the deadline otherwise. */
record Readiness(ChildProcess process, Path log, Duration deadline) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final int LINES_SHOWN = 15;

    /** @throws IllegalStateException with the end of the log */
    void await(Supplier<Health> look, Consumer<String> detail) throws InterruptedException {
        var end = System.nanoTime() + deadline.toNanos();
        for (var health = look.get(); !health.isUp(); health = look.get()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("its process ended by itself\n" + tail());
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "not ready within %d s: %s\n%s".formatted(deadline.toSeconds(), health.cause(), tail()));
            }
            detail.accept(health.cause());
            Thread.sleep(LOOK_EVERY);
        }
    }

    private String tail() {
        var lines = Command.tail(log).lines().toList();
        var last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        return "end of %s:\n%s".formatted(log, String.join("\n", last));
    }
}
