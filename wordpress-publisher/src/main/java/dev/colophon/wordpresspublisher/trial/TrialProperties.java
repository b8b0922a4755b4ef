package dev.colophon.wordpresspublisher.trial;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When sites are tried out by themselves.
 *
 * @param every how often each active site is, beside the first time and after new credentials or another address; zero: never
 * @param againAfter how soon one that could not be used is tried again
 */
@Validated
@ConfigurationProperties("colophon.trial")
record TrialProperties(
        @DefaultValue("1d") Duration every,
        @DefaultValue("1h") Duration againAfter) {

    TrialProperties {
        if (every.isNegative() || !againAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "colophon.trial.every must not be negative, and colophon.trial.again-after must be positive");
        }
    }

    boolean off() {
        return every.isZero();
    }

    /** How long after a trial the next is due. */
    Duration nextAfter(boolean usable) {
        return usable ? every : againAfter;
    }
}
