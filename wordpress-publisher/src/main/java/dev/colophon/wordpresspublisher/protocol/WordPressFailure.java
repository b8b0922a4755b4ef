package dev.colophon.wordpresspublisher.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a visit could not go on. What kind it is decides what happens next; nothing is ever filed under a wrong kind. */
public sealed interface WordPressFailure {

    /** What an operator is told. */
    Problem problem();

    /** Whether the request that failed so is over: nothing of it lands at the site later. */
    default boolean isOver() {
        return switch (this) {
            case NotSent _, Permanent _, CredentialsLost _, Retryable _, NotApplied _ -> true;
            case Unknown _, SiteFault _, Missing _ -> false;
        };
    }

    /** Not a byte of the request left us. */
    record NotSent(Problem problem) implements WordPressFailure {}

    /** A write was sent and its end is not known: never success, never failure. */
    record Unknown(Problem problem) implements WordPressFailure {}

    /** The site asks us to come back later; no fault of the story's. */
    record Retryable(Problem problem, @Nullable Duration retryAfter) implements WordPressFailure {}

    /** The site refused for good, in its own words. */
    record Permanent(Problem problem) implements WordPressFailure {}

    /** The site does not know us any more, or gave us too small a role: a matter of the site, not of the story. */
    record CredentialsLost(Problem problem) implements WordPressFailure {}

    /** A look failed, or the address does not lead to a WordPress: nothing was written. */
    record SiteFault(Problem problem) implements WordPressFailure {}

    /** The site answered, and what was asked for is not there: dropped after a yes, or refused for now. */
    record NotApplied(Problem problem) implements WordPressFailure {}

    /** Something the visit needs was not found, and may appear yet. */
    record Missing(Problem problem) implements WordPressFailure {}
}
