package dev.colophon.wordpresspublisher.site;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a site's credentials before a visit finds out. WordPress' application passwords have no end of their own, and
 * nobody tells us when one is revoked: that it will be refused cannot be known, only that it was, or that it is due to be replaced.
 *
 * @param code stable, of what stands against it
 * @param since when that began; null where nobody can know
 * @param setAt when the credentials were stored
 */
public record CredentialStanding(
        State state, @Nullable Code code, @Nullable Instant since, Instant setAt) {

    /** What follows. */
    public enum State {
        /** Nothing is known against it. */
        OK,
        /** Works as far as is known, and should be replaced. */
        DUE,
        /** The site is suspended for it, until a visit or a probe is let in. */
        REFUSED
    }

    /** What stands against a site's credentials. */
    public enum Code {
        /** The site did not know them. */
        WP_CREDENTIALS_LOST,
        /** The keyset does not open them. */
        SITE_CREDENTIALS_UNREADABLE,
        /** Older than they should become. */
        SITE_CREDENTIALS_OLD,
        /** Sealed by a key that is not the keyset's primary one: without that key they do not open any more. */
        SITE_CREDENTIALS_OLD_KEY
    }

    /**
     * What is on record of a site.
     *
     * @param olderKey whether another key than the primary one sealed them
     * @param refused why the site is suspended, if that is for its credentials
     */
    record Evidence(
            Instant setAt,
            boolean olderKey,
            @Nullable Code refused,
            @Nullable Instant suspendedSince) {}

    /** The gravest of what the evidence says. */
    static CredentialStanding of(Evidence seen, Duration rotateAfter, Instant now) {
        if (seen.refused() != null) {
            return new CredentialStanding(State.REFUSED, seen.refused(), seen.suspendedSince(), seen.setAt());
        }
        if (seen.olderKey()) {
            return new CredentialStanding(State.DUE, Code.SITE_CREDENTIALS_OLD_KEY, null, seen.setAt());
        }
        Instant due = seen.setAt().plus(rotateAfter);
        return rotateAfter.isPositive() && !now.isBefore(due)
                ? new CredentialStanding(State.DUE, Code.SITE_CREDENTIALS_OLD, due, seen.setAt())
                : new CredentialStanding(State.OK, null, null, seen.setAt());
    }
}
