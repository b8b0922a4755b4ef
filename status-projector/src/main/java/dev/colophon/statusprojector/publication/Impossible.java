package dev.colophon.statusprojector.publication;

/** Why an event cannot be true beside the others. Stored with the event, counted, and an alarm: never silence. */
public enum Impossible {
    /** Another post than the one on record, in the same generation. */
    SECOND_POST,
    /** The edition is at the site: it cannot have been given up. */
    GAVE_UP_WHAT_STANDS,
    /** A new generation, though the post of the one before is still public. */
    STILL_PUBLIC,
    /** A receipt of a generation that the ledger had left. */
    GENERATION_CLOSED,
    /** A generation opens that has a post already. */
    GENERATION_REOPENED,
    /** Cancelled, though the generation has a post; or a post in the generation that had none when it was cancelled. */
    CANCELLED_WITH_A_POST,
    /** Two requests for the same revision. */
    REVISION_REUSED,
    /** Two receipts with the same number in the ledger. */
    SEQUENCE_REUSED,
    /** Another site, story or placement than the publication's own. */
    IDENTITY_DIFFERS,
    /** The receipt claims what it does not show. */
    UNFOUNDED
}
