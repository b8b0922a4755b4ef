package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.protocol.RetryPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When failed visits are repeated; the meaning of each is that of {@link RetryPolicy}.
 *
 * @param variantDelay by VARIANT_RETRY_DELAY_SECONDS
 * @param variantRetries by MAX_VARIANT_RETRIES
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
