package dev.colophon.outboxrelay.guard;

import java.time.Duration;
import java.util.Optional;

/** How long the oldest committed row of the services has waited to be seen in Kafka. */
@FunctionalInterface
public interface UnsentRows {

    /** Zero when none waits; empty on a standby, and where it cannot be asked. */
    Optional<Duration> oldestAge();
}
