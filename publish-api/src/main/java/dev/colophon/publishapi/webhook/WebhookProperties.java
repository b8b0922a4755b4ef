package dev.colophon.publishapi.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Webhooks.
 *
 * @param patience for one whole exchange with a receiver
 * @param lease how long a delivery is one instance's: longer than the exchange
 * @param retries waits between the attempts; after the last one a delivery has failed
 * @param overlap how far back each look at what has changed goes, since a change is seen when it is committed
 * @param kept how long the log of deliveries is kept
 */
@ConfigurationProperties("colophon.webhooks")
record WebhookProperties(
        @DefaultValue("15s") Duration patience,
        @DefaultValue("1m") Duration lease,

        @DefaultValue({"5s", "1m", "5m", "30m", "2h", "5h", "10h"})
        List<Duration> retries,

        @DefaultValue("1m") Duration overlap,
        @DefaultValue("30d") Duration kept) {

    WebhookProperties {
        retries = List.copyOf(retries);
        if (!patience.isPositive()
                || lease.compareTo(patience.multipliedBy(2)) < 0
                || kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "colophon.webhooks: patience must be positive, lease at least twice as long, kept at least a day");
        }
    }
}
