package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.Findings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/clients/{name}/keys}, as it came.
 *
 * @param expiresAt when the new key ends by itself
 * @param othersExpireAt when the client's other keys end: the overlap of a rotation
 */
record KeyRequest(@Nullable String expiresAt, @Nullable String othersExpireAt) {

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(5 * 366);
    private static final Duration FURTHEST_BEHIND = Duration.ofDays(1);

    /** What was asked for; 422 naming what is wrong. */
    Checked check(Instant now) {
        var findings = new Findings();
        var expires = instant(expiresAt, "/expiresAt", now, now, findings);
        var othersExpire = instant(othersExpireAt, "/othersExpireAt", now.minus(FURTHEST_BEHIND), now, findings);
        findings.refuseIfAny();
        return new Checked(expires, othersExpire);
    }

    private static @Nullable Instant instant(
            @Nullable String text, String pointer, Instant earliest, Instant now, Findings findings) {
        if (text == null) {
            return null;
        }
        try {
            var at = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (at.isAfter(earliest) && at.isBefore(now.plus(FURTHEST_AHEAD))) {
                return at;
            }
        } catch (DateTimeException _) {
            // Noted below, like an instant out of range.
        }
        findings.add(
                pointer,
                "OUT_OF_RANGE",
                "This is no instant with an offset that lies ahead, by at most 5 years.",
                "Send one such as 2027-01-31T00:00:00Z, or leave it out.");
        return null;
    }

    record Checked(@Nullable Instant expiresAt, @Nullable Instant othersExpireAt) {}
}
