package dev.colophon.outboxrelay.reconcile;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a row counts as missing, and how long one is kept.
 *
 * @param every from the beginning of one pass to that of the next; one that takes longer holds up the next
 * @param after how long a canary must have been out of Kafka before what was committed ahead of it counts as missing
 * @param window how much of an outbox, by the age of its rows, one query looks at
 * @param holesMax how many keys with missing rows are looked up at a time
 * @param keysMax how many of them are sent in one turn, while the stream waits
 * @param rowsMax how many rows are in memory at a time (a payload may have 900,000 bytes)
 * @param againAfter how long the same rows are not sent a third time: if they are still not seen, sending is no cure
 * @param catchUpWithin how long reading back to the end of the topics may take
 * @param kept how long a row stays in its outbox once it is in Kafka, in whole days
 * @param daysAhead how many days after today have their tables already
 * @param daysEvery pause between two looks at the days of the outboxes
 * @param forgetMax how many rows one statement lets go
 * @param forgetRounds how many such statements one pass makes at most for each outbox
 */
@Validated
@ConfigurationProperties("colophon.reconcile")
public record ReconcileProperties(
        @DefaultValue("30s") Duration every,
        @DefaultValue("30s") Duration after,
        @DefaultValue("1h") Duration window,
        @DefaultValue("5000") @Positive @Max(50_000) int holesMax,
        @DefaultValue("100") @Positive @Max(1_000) int keysMax,
        @DefaultValue("50") @Positive @Max(1_000) int rowsMax,
        @DefaultValue("10m") Duration againAfter,
        @DefaultValue("2m") Duration catchUpWithin,
        @DefaultValue("7d") Duration kept,
        @DefaultValue("7") @Min(1) @Max(60) int daysAhead,
        @DefaultValue("10m") Duration daysEvery,
        @DefaultValue("1000") @Positive @Max(10_000) int forgetMax,
        @DefaultValue("20") @Positive int forgetRounds) {

    private static final Duration KEPT_MIN = Duration.ofDays(7);

    public ReconcileProperties {
        if (every.isNegative() || every.isZero() || after.isNegative() || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("colophon.reconcile.every and window must be positive");
        }
        if (kept.compareTo(KEPT_MIN) < 0) {
            throw new IllegalArgumentException("colophon.reconcile.kept must be 7 days or more: the integrity check"
                    + " event-not-announced counts on rows of the last six");
        }
        if (daysEvery.isNegative() || daysEvery.isZero()) {
            throw new IllegalArgumentException("colophon.reconcile.days-every must be positive");
        }
    }
}
