package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.RemoteState;
import org.jspecify.annotations.Nullable;

/** What a request made of the ledger. */
public sealed interface Accepted {

    /** Wanted from now on. */
    record Due() implements Accepted {}

    /** Wanted from now on, and not to be worked on before its time. */
    record Scheduled(int generation) implements Accepted {}

    /** Not newer than what the ledger knows: nothing changed. */
    record Stale() implements Accepted {}

    /** Nothing is wanted any more; no post can be put on record for what was. */
    record Cancelled(int generation) implements Accepted {}

    /** Whether there is a post is not known yet; the cancel is taken again when it is. */
    record Held() implements Accepted {}

    /** A post is on record already: what is wanted stays wanted. */
    record TooLate(
            int generation,
            long remoteId,
            RemoteState state,
            @Nullable String slug,
            @Nullable String link,
            @Nullable String contentHash)
            implements Accepted {}
}
