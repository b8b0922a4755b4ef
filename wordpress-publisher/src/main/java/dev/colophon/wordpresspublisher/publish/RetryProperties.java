package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.protocol.RetryPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When failed visits are repeated; what each does is in {@link RetryPolicy}.
 *
 * @param base doubled with every failure, up to {@code cap}; the delay is drawn from zero to that
 * @param cap longest delay of a visit that failed
 * @param maxStrikes failures that may be the story's own, before it is parked
 * @param giveUpAfter how long a story waits for its site before it is parked
 * @param variantDelay between two looks for what a story needs and is not found; by VARIANT_RETRY_DELAY_SECONDS
 * @param variantRetries how many of these looks; by MAX_VARIANT_RETRIES
 * @param retryAfterCap what a site may ask for at most
 * @param credentialsRecheck how often a story looks whether its suspended site is back
 */
@Validated
@ConfigurationProperties("colophon.retry")
public record RetryProperties(
        @DefaultValue("2s") Duration base,
        @DefaultValue("5m") Duration cap,
        @DefaultValue("12") int maxStrikes,
        @DefaultValue("72h") Duration giveUpAfter,
        @DefaultValue("45s") Duration variantDelay,
        @DefaultValue("3") int variantRetries,
        @DefaultValue("1h") Duration retryAfterCap,
        @DefaultValue("5m") Duration credentialsRecheck) {

    public RetryProperties {
        if (!base.isPositive() || cap.compareTo(base) < 0 || maxStrikes < 1 || !giveUpAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "colophon.retry: base must be positive, cap no shorter, max-strikes at least 1, give-up-after positive");
        }
        if (variantDelay.isNegative() || variantRetries < 0) {
            throw new IllegalArgumentException(
                    "VARIANT_RETRY_DELAY_SECONDS and MAX_VARIANT_RETRIES must not be negative");
        }
        if (!retryAfterCap.isPositive() || !credentialsRecheck.isPositive()) {
            throw new IllegalArgumentException(
                    "colophon.retry: retry-after-cap and credentials-recheck must be positive");
        }
    }

    RetryPolicy policy() {
        return new RetryPolicy(
                base, cap, maxStrikes, giveUpAfter, variantDelay, variantRetries, retryAfterCap, credentialsRecheck);
    }
}
