package dev.colophon.outboxrelay.reconcile;

import java.time.Instant;

/**
 * A canary that came out of Kafka, with what it had seen.
 *
 * @param createdAt when it was let go, by the clock of the database
 * @param snapshot what was committed then, and so is ahead of it on the road
 * @param oldestTransaction the start of the oldest transaction that ran then: whatever it did not see is younger
 */
record Judge(Instant createdAt, String snapshot, Instant oldestTransaction) {}
