package dev.colophon.outboxrelay.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** What Kafka has acknowledged: the only progress that counts. Told from the producer's own thread, so it never blocks. */
@Component
public class Progress {

    private final AtomicReference<Instant> newestCanary = new AtomicReference<>(Instant.MIN);
    private final InstantSource clock;
    private final MeterRegistry meters;

    Progress(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** When the newest canary that is in Kafka was let go, by the clock of the relay that did; empty before the first. */
    public Optional<Instant> newestCanary() {
        return Optional.of(newestCanary.get()).filter(at -> at.isAfter(Instant.MIN));
    }

    void acknowledged(OutboxRow row) {
        if (row.topic().equals(Topics.CANARY)) {
            newestCanary.accumulateAndGet(row.occurredAt(), (known, seen) -> seen.isAfter(known) ? seen : known);
        }
        meters.counter("colophon.relay.rows.sent", "topic", row.topic()).increment();
        var lag = Duration.between(row.createdAt(), clock.instant());
        Timer.builder("colophon.relay.lag")
                .description("From the row's insert to Kafka's acknowledgement")
                .publishPercentiles(0.5, 0.95, 0.99)
                .tag("topic", row.topic())
                .register(meters)
                .record(lag.isNegative() ? Duration.ZERO : lag);
    }

    void parked(OutboxRow row, ParkingCause cause) {
        meters.counter("colophon.relay.rows.parked", "outbox", row.outbox(), "cause", cause.name())
                .increment();
    }
}
