package dev.colophon.publishapi.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long answers are kept.
 *
 * @param retention at least 7 days, which is what clients are promised
 */
@ConfigurationProperties("colophon.idempotency")
public record IdempotencyProperties(@DefaultValue("8d") Duration retention) {

    private static final Duration PROMISED = Duration.ofDays(7);

    public IdempotencyProperties {
        if (retention.compareTo(PROMISED) < 0) {
            throw new IllegalArgumentException(
                    "colophon.idempotency.retention must be at least 7d: clients rely on it");
        }
    }
}
