package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.publication.PostId;

/** What became of the attempt to put a post id on record. */
public sealed interface Checkpoint {

    /** The id is on record, by this attempt or an earlier one. */
    record Held() implements Checkpoint {}

    /** Another id stands, for good. */
    record Taken(PostId standing) implements Checkpoint {}

    /** The claim has passed to somebody else: touch nothing. */
    record LeaseLost() implements Checkpoint {}
}
