package dev.colophon.wordpresspublisher.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the work in the ledger.
 *
 * @param due that a worker could take now, at sites that are not held back
 * @param oldestDue since when the first of them could be taken; null when nothing is due
 * @param repeated put off more than once since their last success
 * @param unconfirmed with a write whose end is not known
 * @param parked that wait for a person
 */
public record Work(long due, @Nullable Instant oldestDue, long repeated, long unconfirmed, long parked) {}
