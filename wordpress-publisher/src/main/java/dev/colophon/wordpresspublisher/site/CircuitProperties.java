package dev.colophon.wordpresspublisher.site;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a failing site is left alone, and for how long; what each does is in {@link CircuitPolicy}.
 *
 * @param failures in a row that open a site's circuit
 * @param pause before the first probe; doubled with every probe that fails
 * @param longestPause longest time between two probes
 * @param longestRetryAfter what a site may ask for at most
 */
@Validated
@ConfigurationProperties("colophon.circuit")
public record CircuitProperties(
        @DefaultValue("5") int failures,
        @DefaultValue("30s") Duration pause,
        @DefaultValue("10m") Duration longestPause,
        @DefaultValue("1h") Duration longestRetryAfter) {

    public CircuitProperties {
        if (failures < 1 || failures > 1000) {
            throw new IllegalArgumentException("colophon.circuit.failures must be from 1 to 1000");
        }
        if (!pause.isPositive() || longestPause.compareTo(pause) < 0 || longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "colophon.circuit: pause must be positive, longest-pause no shorter, longest-retry-after not negative");
        }
    }

    CircuitPolicy policy() {
        return new CircuitPolicy(failures, pause, longestPause, longestRetryAfter);
    }
}
