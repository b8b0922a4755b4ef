package dev.colophon.publishapi.status;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a list of publications: after the one that was made at this instant and has this id. */
record Cursor(Instant createdAt, UUID id) {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    static Optional<Cursor> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("_", 2);
            return parts.length == 2
                    ? Optional.of(new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1])))
                            .filter(Cursor::canBe)
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** One that somebody made up may name a moment that no database knows. */
    private boolean canBe() {
        return createdAt.isAfter(Instant.EPOCH) && createdAt.isBefore(LAST);
    }

    /** Opaque to clients. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + "_" + id).getBytes(StandardCharsets.US_ASCII));
    }
}
