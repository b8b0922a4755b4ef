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

    /** Without a person's use; the container's own limit is as long, but a page that looks by itself never lets it pass. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    /** What the script of a page says of itself when it looks again, so that nobody is taken to sit before it. */
    static final String LOOK = "X-Console-Look";

    private static final String ATTRIBUTE = SignedIn.class.getName();
    private static final String USED_AT = ATTRIBUTE + ".usedAt";

    static Optional<SignedIn> of(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }

    /** Begins a session under a new id: one that came with the request is worth nothing. */
    void begin(HttpServletRequest request) {
        end(request);
        var session = request.getSession(true);
        session.setAttribute(ATTRIBUTE, this);
        session.setAttribute(USED_AT, since);
    }

    static void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Whether it lasts still. A request of a person begins its idle time anew, one of a page's script does not. */
    boolean lastsAt(Instant now, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(USED_AT) instanceof Instant usedAt)
                || !now.isBefore(since.plus(LONGEST))
                || !now.isBefore(usedAt.plus(LONGEST_IDLE))) {
            return false;
        }
        if (request.getHeader(LOOK) == null) {
            session.setAttribute(USED_AT, now);
        }
        return true;
    }
}
