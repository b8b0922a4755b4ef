package dev.colophon.wordpresspublisher.wordpress;

import org.jspecify.annotations.Nullable;

/** A site's answer, capped in size. */
record Answer(
        int status,
        String contentType,
        String body,
        @Nullable String retryAfter) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean saysJson() {
        return contentType.contains("json");
    }
}
