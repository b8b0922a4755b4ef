package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.site.Circuit.Closed;
import dev.colophon.wordpresspublisher.site.Circuit.HalfOpen;
import dev.colophon.wordpresspublisher.site.Circuit.Open;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From a circuit and a sign of its site, the next circuit. Pure and total. One story that breaks its site again and again is
 * counted once, so that it closes the road to nobody else.
 *
 * @param failures in a row that open a circuit
 * @param pause before the first probe; doubled with every probe that fails, up to {@code longestPause}
 * @param longestRetryAfter what a site may ask for at most
 */
public record CircuitPolicy(int failures, Duration pause, Duration longestPause, Duration longestRetryAfter) {

    private static final int MOST_DOUBLINGS = 20;

    /** What becomes of the circuit by this sign, which a visit of {@code of} has brought. */
    public Circuit after(Circuit circuit, SiteSign sign, PublicationId of, Instant now) {
        return switch (sign) {
            case SiteSign.Answers _ -> Closed.calm();
            case SiteSign.Nothing _ -> silence(circuit, of, now);
            case SiteSign.Fails fails -> failure(circuit, fails, of, now);
        };
    }

    /** The visit of {@code probe} goes out to see; until its claim ends, nobody else does. */
    public Circuit probed(Circuit circuit, PublicationId probe, Instant claimEnds) {
        return switch (circuit) {
            case Closed closed -> closed;
            case Open(var since, var _, var openings, var reason) ->
                new HalfOpen(since, claimEnds, openings, reason, probe);
            case HalfOpen(var since, var _, var openings, var reason, var _) ->
                new HalfOpen(since, claimEnds, openings, reason, probe);
        };
    }

    /** A probe that has not spoken to the site proves nothing: the next one comes after the shortest pause. */
    private Circuit silence(Circuit circuit, PublicationId of, Instant now) {
        return circuit instanceof HalfOpen(var since, var _, var openings, var reason, var probe) && probe.equals(of)
                ? new Open(since, now.plus(pause), openings, reason)
                : circuit;
    }

    private Circuit failure(Circuit circuit, SiteSign.Fails fails, PublicationId of, Instant now) {
        return switch (circuit) {
            case Closed(var soFar, var lastFailed) -> {
                if (fails.perhapsTheStorys() && of.equals(lastFailed)) {
                    yield circuit;
                }
                yield soFar + 1 < failures ? new Closed(soFar + 1, of) : opened(now, 1, fails, now);
            }
            case Open open -> open; // a visit that was under way when it opened
            case HalfOpen(var since, var _, var openings, var _, var probe) ->
                probe.equals(of) ? opened(since, openings + 1, fails, now) : circuit;
        };
    }

    private Open opened(Instant since, int openings, SiteSign.Fails fails, Instant now) {
        Duration grown = pause.multipliedBy(1L << Math.min(openings - 1, MOST_DOUBLINGS));
        Duration own = grown.compareTo(longestPause) < 0 ? grown : longestPause;
        Duration asked = capped(fails.retryAfter());
        Problem reason = fails.problem();
        return new Open(since, now.plus(own.compareTo(asked) < 0 ? asked : own), openings, reason);
    }

    private Duration capped(@Nullable Duration retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        return retryAfter.compareTo(longestRetryAfter) < 0 ? retryAfter : longestRetryAfter;
    }
}
