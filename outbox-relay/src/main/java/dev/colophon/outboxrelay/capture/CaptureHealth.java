package dev.colophon.outboxrelay.capture;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Adds to readiness why no engine runs. It can take readiness away, never give it: an engine that runs proves nothing, so
 * this is unknown then, and the canary decides.
 */
@Component("captureHealthIndicator")
class CaptureHealth implements HealthIndicator {

    private final OutboxCapture capture;

    CaptureHealth(OutboxCapture capture) {
        this.capture = capture;
    }

    @Override
    public Health health() {
        var state = capture.state();
        var health = state == CaptureState.BACKING_OFF
                ? Health.down().withDetail("cause", "RELAY_ENGINE_ENDED")
                : Health.unknown();
        return health.withDetail("state", state)
                .withDetail("lastEnd", capture.lastEnd())
                .build();
    }
}
