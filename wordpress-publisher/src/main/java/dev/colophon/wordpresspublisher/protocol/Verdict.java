package dev.colophon.wordpresspublisher.protocol;

import java.time.Duration;

/** What a failure means for the publication. */
public sealed interface Verdict {

    /** What an operator is told. */
    Problem problem();

    /** not_sent, retryable, unknown, permanent or credentials_lost, as receipts say it. */
    String outcome();

    /** Tried again by itself after the delay. {@code strike}: it counts towards giving up. */
    record Again(Problem problem, String outcome, boolean unconfirmed, boolean strike, Duration delay)
            implements Verdict {}

    /** Given up for now; a person decides. */
    record Parked(Problem problem, String outcome) implements Verdict {}

    /** Refused for good. */
    record Failed(Problem problem, String outcome) implements Verdict {}
}
