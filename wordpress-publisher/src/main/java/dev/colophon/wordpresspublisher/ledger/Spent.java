package dev.colophon.wordpresspublisher.ledger;

import java.time.Duration;

/**
 * What a visit took.
 *
 * @param requests that it sent to the site
 * @param failed those of them that got no answer, or one that is no success
 */
public record Spent(Duration duration, int requests, int failed) {

    public Spent {
        if (failed < 0 || failed > requests) {
            throw new IllegalArgumentException(failed + " of " + requests + " requests failed");
        }
    }
}
