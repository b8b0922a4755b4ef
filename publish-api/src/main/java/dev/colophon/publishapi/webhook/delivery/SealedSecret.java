package dev.colophon.publishapi.webhook.delivery;

import java.time.Instant;

/** A secret as it is stored, and until when it signs. */
final class SealedSecret {

    private final byte[] bytes;
    private final Instant until;

    SealedSecret(byte[] bytes, Instant until) {
        this.bytes = bytes.clone();
        this.until = until;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean signsAt(Instant now) {
        return now.isBefore(until);
    }
}
