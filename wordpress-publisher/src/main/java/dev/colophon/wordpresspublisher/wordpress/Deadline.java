package dev.colophon.wordpresspublisher.wordpress;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment after which a visit sends nothing more: shorter than its lease, by a clock that also runs while the process is
 * stopped. A worker that wakes up late finds it passed.
 */
public final class Deadline {

    private final LongSupplier nanos;
    private final long end;

    private Deadline(LongSupplier nanos, long end) {
        this.nanos = nanos;
        this.end = end;
    }

    /** A deadline from now; {@code nanos} is monotonic. */
    public static Deadline after(Duration duration, LongSupplier nanos) {
        return new Deadline(nanos, nanos.getAsLong() + duration.toNanos());
    }

    /** Never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
    }
}
