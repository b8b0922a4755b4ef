package dev.colophon.local.publish;

import java.time.Duration;

/** How a run waits: for real, or by a clock that a test drives. */
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;
}
