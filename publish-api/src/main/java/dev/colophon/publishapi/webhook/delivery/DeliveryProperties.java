package dev.colophon.publishapi.webhook.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are delivered to webhooks.
 *
 * @param connectTimeout for a connection to stand, TLS included
 * @param requestTimeout from the first byte sent to the last byte received
 * @param lease how long a delivery is one worker's; above both timeouts together, so that it ends only with its worker
 * @param poll the longest that a delivery which is due waits to be looked for
 * @param concurrency deliveries under way in one instance
 * @param perWebhook deliveries under way for one webhook, in all instances: so that a slow one holds up itself alone
 * @param firstRetry upper bound of the first pause; each next one is twice as long
 * @param longestRetry upper bound of every pause
 * @param giveUpAfter the age at which a delivery that failed is not tried again
 * @param retention how long what has ended stays in the log
 * @param backlog a webhook for which more than this many wait is disabled
 */
@Validated
@ConfigurationProperties("colophon.webhooks.delivery")
record DeliveryProperties(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("128") @Min(1) @Max(1000) int concurrency,
        @DefaultValue("4") @Min(1) @Max(100) int perWebhook,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("1h") Duration longestRetry,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("50000") @Min(100) int backlog) {

    DeliveryProperties {
        if (!connectTimeout.isPositive() || !requestTimeout.isPositive() || !poll.isPositive()) {
            throw new IllegalArgumentException("colophon.webhooks.delivery: each time must be above 0");
        }
        if (lease.compareTo(connectTimeout.multipliedBy(2).plus(requestTimeout)) <= 0) {
            throw new IllegalArgumentException(
                    "colophon.webhooks.delivery.lease must be longer than connecting and answering may take");
        }
        if (!firstRetry.isPositive() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "colophon.webhooks.delivery: first-retry must be above 0, longest-retry above it");
        }
        if (giveUpAfter.compareTo(longestRetry) < 0 || !retention.isPositive()) {
            throw new IllegalArgumentException(
                    "colophon.webhooks.delivery: give-up-after is at least longest-retry, retention above 0");
        }
    }
}
