package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session remembers: the key that was shown, in memory alone, and since when. The key is asked for anew at every request, so that
 * its end is the session's end too; and no session outlives {@link #LONGEST}, however busy.
 */
record SignedIn(ApiKey key, Instant since) {

    static final Duration LONGEST = Duration.ofHours(8);

    private static final String ATTRIBUTE = SignedIn.class.getName();

    static Optional<SignedIn> of(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }

    /** Begins a session under a new id: one that came with the request is worth nothing. */
    void begin(HttpServletRequest request) {
        end(request);
        request.getSession(true).setAttribute(ATTRIBUTE, this);
    }

    static void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    boolean lastsAt(Instant now) {
        return now.isBefore(since.plus(LONGEST));
    }
}
