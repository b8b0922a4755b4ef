package dev.colophon.wordpresspublisher.deadletter;

import dev.colophon.wordpresspublisher.ledger.LedgerRequest;

/** Whether what a letter says has come to its end otherwise, by what the ledger knows. */
public sealed interface Standing {

    /** In words, for an operator. */
    String detail();

    /** It was never taken in, and nothing newer was: it can be delivered. */
    record Undelivered(LedgerRequest request, String detail) implements Standing {}

    /** It cannot, or must not, be delivered. */
    record Kept(DeadLetterRefused.Code why, String detail) implements Standing {}
}
