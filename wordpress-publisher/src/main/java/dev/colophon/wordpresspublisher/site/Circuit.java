package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a site is spoken to at all. CLOSED: as many visits as its cap allows. OPEN: none until a time. HALF OPEN: one visit
 * tries; if it is not heard of by a time, another may.
 */
public sealed interface Circuit {

    /**
     * The site answers, as far as is known.
     *
     * @param failures in a row
     * @param lastFailed whose visit was the last of them, null if there is none
     */
    record Closed(int failures, @Nullable PublicationId lastFailed) implements Circuit {

        /** Nothing is held against the site. */
        public static Closed calm() {
            return new Closed(0, null);
        }
    }

    /**
     * The site does not answer.
     *
     * @param openings in a row, this one included
     */
    record Open(Instant since, Instant until, int openings, Problem reason) implements Circuit {}

    /** One visit is out to see. */
    record HalfOpen(Instant since, Instant until, int openings, Problem reason, PublicationId probe)
            implements Circuit {}
}
