package dev.colophon.wordpresspublisher.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sites are compared with the ledger.
 *
 * @param every how often each site is walked by itself; zero: never
 * @param scheduledSweep whether walks by themselves delete stray drafts too
 * @param reservedTooLong after this a draft that is still reserved is told of
 * @param requestBudget requests to the site in one run; what is left is for the next one
 * @param longestRun the same in time
 * @param runsAtOnce sites walked at a time by this instance
 * @param silentFor a run that has not moved for this long is taken for dead
 * @param keep how long runs by an operator, or that found something, are kept
 * @param keepQuiet how long scheduled runs are kept that found nothing
 */
@Validated
@ConfigurationProperties("colophon.reconcile")
public record ReconcileProperties(
        @DefaultValue("6h") Duration every,
        @DefaultValue("false") boolean scheduledSweep,
        @DefaultValue("1h") Duration reservedTooLong,
        @DefaultValue("2000") int requestBudget,
        @DefaultValue("10m") Duration longestRun,
        @DefaultValue("4") int runsAtOnce,
        @DefaultValue("3m") Duration silentFor,
        @DefaultValue("400d") Duration keep,
        @DefaultValue("14d") Duration keepQuiet) {

    public ReconcileProperties {
        if (every.isNegative()
                || !reservedTooLong.isPositive()
                || !longestRun.isPositive()
                || !silentFor.isPositive()
                || !keep.isPositive()
                || !keepQuiet.isPositive()) {
            throw new IllegalArgumentException("the durations of colophon.reconcile must be positive");
        }
        if (requestBudget < 10 || runsAtOnce < 1 || runsAtOnce > 64) {
            throw new IllegalArgumentException(
                    "colophon.reconcile.request-budget must be at least 10, runs-at-once from 1 to 64");
        }
    }
}
