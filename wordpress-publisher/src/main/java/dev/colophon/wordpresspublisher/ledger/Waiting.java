package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.Problem;
import java.time.Duration;

/**
 * A due entry that nobody visits, since its site does not answer.
 *
 * @param reason of the site
 * @param untilProbe never negative
 */
public record Waiting(Unvisited entry, Problem reason, Duration untilProbe) {}
