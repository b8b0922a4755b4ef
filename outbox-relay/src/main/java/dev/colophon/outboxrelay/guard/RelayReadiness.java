package dev.colophon.outboxrelay.guard;

import dev.colophon.outboxrelay.relay.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready means: this relay holds the lock, the guard looked just now and is content, a young canary is in Kafka, and so is every row that is
 * not young. A standby is out of service, not down: it waits for its turn.
 */
@Component("relayHealthIndicator")
class RelayReadiness implements HealthIndicator {

    private final RelayLock lock;
    private final RelayGuard guard;
    private final Progress progress;
    private final UnsentRows unsent;
    private final GuardProperties properties;
    private final InstantSource clock;

    RelayReadiness(
            RelayLock lock,
            RelayGuard guard,
            Progress progress,
            UnsentRows unsent,
            GuardProperties properties,
            InstantSource clock) {
        this.lock = lock;
        this.guard = guard;
        this.progress = progress;
        this.unsent = unsent;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Health health() {
        var inspection = guard.latest();
        var health = judged(inspection);
        progress.newestCanary().ifPresent(at -> health.withDetail("canaryAge", age(at)));
        unsent.oldestAge().ifPresent(oldest -> health.withDetail("oldestUnsentAge", oldest));
        if (inspection != null && inspection.slot() != null) {
            health.withDetail("slot", inspection.slot());
        }
        return health.build();
    }

    private Health.Builder judged(RelayGuard.@Nullable Inspection inspection) {
        if (lock.state() == RelayLock.State.ELSEWHERE) {
            return Health.outOfService()
                    .withDetail("cause", "RELAY_STANDBY")
                    .withDetail("seen", "another relay streams");
        }
        if (inspection == null || age(inspection.at()).compareTo(properties.canaryAgeMax()) > 0) {
            return down("RELAY_NOT_INSPECTED", "PostgreSQL was not asked within " + properties.canaryAgeMax());
        }
        var causes = inspection.verdict().causes();
        if (!causes.isEmpty()) {
            return down(codes(causes), causes.toString());
        }
        if (lock.state() != RelayLock.State.HELD) {
            return down("RELAY_LOCK_UNKNOWN", "the lock that lets one relay stream cannot be asked for");
        }
        if (!canaryIsYoung()) {
            return down("RELAY_CANARY_LATE", "no canary younger than " + properties.canaryAgeMax() + " in Kafka");
        }
        return unsent.oldestAge()
                .filter(oldest -> oldest.compareTo(properties.unsentAgeMax()) > 0)
                .map(oldest -> down("RELAY_ROW_LATE", "a row that is not in Kafka is " + oldest + " old"))
                .orElseGet(Health::up);
    }

    private static String codes(List<Verdict.Cause> causes) {
        return String.join(
                ",", causes.stream().map(cause -> cause.refusal().code()).toList());
    }

    private static Health.Builder down(String cause, String seen) {
        return Health.down().withDetail("cause", cause).withDetail("seen", seen);
    }

    private boolean canaryIsYoung() {
        return progress.newestCanary()
                .filter(at -> age(at).compareTo(properties.canaryAgeMax()) <= 0)
                .isPresent();
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }
}
