package dev.colophon.outboxrelay.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** What Kafka has acknowledged: the only progress that counts. Told from the producer's own thread, so it never blocks. */
@Component
public class Progress {

    private final AtomicReference<Instant> newestCanary = new AtomicReference<>(Instant.MIN);
    /** Kept, since looking a meter up for every row cost a third of what the producer's thread did (decision 0022). */
    private final Map<String, TopicMeters> ofTopic = new ConcurrentHashMap<>();

    private final InstantSource clock;
    private final MeterRegistry meters;
    private final RowSpans spans;

    Progress(InstantSource clock, MeterRegistry meters, RowSpans spans) {
        this.clock = clock;
        this.meters = meters;
        this.spans = spans;
    }

    /** Told from the start: the step from no series to one is no increase. */
    public void countNoneParked(Collection<String> outboxes) {
        for (var outbox : outboxes) {
            for (var cause : ParkingCause.values()) {
                parkedRows(outbox, cause);
            }
        }
    }

    /** When the newest canary that is in Kafka was let go, by the clock of the relay that did; empty before the first. */
    public Optional<Instant> newestCanary() {
        return Optional.of(newestCanary.get()).filter(at -> at.isAfter(Instant.MIN));
    }

    void acknowledged(OutboxRow row) {
        if (row.topic().equals(Topics.CANARY)) {
            newestCanary.accumulateAndGet(row.occurredAt(), (known, seen) -> seen.isAfter(known) ? seen : known);
        }
        var now = clock.instant();
        spans.acknowledged(row, now);
        var lag = Duration.between(row.createdAt(), now);
        ofTopic.computeIfAbsent(row.topic(), this::metersOf).count(lag.isNegative() ? Duration.ZERO : lag);
    }

    private TopicMeters metersOf(String topic) {
        return new TopicMeters(
                meters.counter("colophon.relay.rows.sent", "topic", topic),
                Timer.builder("colophon.relay.lag")
                        .description("From the row's insert to Kafka's acknowledgement")
                        .publishPercentiles(0.5, 0.95, 0.99)
                        .tag("topic", topic)
                        .register(meters));
    }

    void parked(OutboxRow row, ParkingCause cause) {
        parkedRows(row.outbox(), cause).increment();
    }

    private Counter parkedRows(String outbox, ParkingCause cause) {
        return meters.counter("colophon.relay.rows.parked", "outbox", outbox, "cause", cause.name());
    }

    private record TopicMeters(Counter sent, Timer lag) {

        void count(Duration seen) {
            sent.increment();
            lag.record(seen);
        }
    }
}
