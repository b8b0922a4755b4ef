package dev.colophon.publishapi.idempotency;

import java.net.URI;

/**
 * An answer that can be given again, word for word.
 *
 * @param status HTTP status, 2xx
 * @param location of what the answer is about
 * @param body JSON
 */
public record Answer(int status, URI location, String body) {

    public Answer {
        if (status < 200 || status > 299) {
            throw new IllegalArgumentException("only success is remembered, not " + status);
        }
    }
}
