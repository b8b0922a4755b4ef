package dev.colophon.wordpresspublisher.ledger;

/**
 * A leased entry that holds what this service cannot read. It writes none such: a hand did, a fault of the database, or a newer
 * version that was taken back.
 *
 * @param token under which it is leased
 * @param endTold whether a receipt has told how its revision ended
 * @param where the column and the field in it; never what stands there, which may be a password
 */
public record UnreadableEntry(Unvisited entry, long token, boolean endTold, String where) implements Leased {}
