package dev.colophon.publishapi.webhook.delivery;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a webhook's log: after the delivery that was made at this instant and has this id. */
record LogPlace(Instant createdAt, UUID id) {

    static Optional<LogPlace> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("_", 2);
            return parts.length == 2
                    ? Optional.of(new LogPlace(Instant.parse(parts[0]), UUID.fromString(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Opaque to clients. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + "_" + id).getBytes(StandardCharsets.US_ASCII));
    }
}
