package dev.colophon.publishapi.webhook.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one attempt has come to. */
sealed interface Verdict {

    /** Any 2xx: it was taken. */
    record Delivered(int status) implements Verdict {}

    /** 410: the receiver wants nothing any more. */
    record Gone(int status) implements Verdict {}

    /**
     * Anything else, be it that it may have been taken: the receiver knows it again by its id.
     *
     * @param code stable; has its line in docs/operations/webhooks.md
     * @param status of the answer, if one came
     */
    record Failed(String code, @Nullable Integer status, Duration retryIn) implements Verdict {}
}
