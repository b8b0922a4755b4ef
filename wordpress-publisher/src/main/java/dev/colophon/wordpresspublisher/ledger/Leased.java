package dev.colophon.wordpresspublisher.ledger;

/** What a lease was given on: an entry to work on, or one of which this service cannot make sense. */
public sealed interface Leased permits Claim, UnreadableEntry {}
