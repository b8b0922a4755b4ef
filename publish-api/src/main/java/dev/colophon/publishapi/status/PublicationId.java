package dev.colophon.publishapi.status;

import java.util.Optional;
import java.util.UUID;

/** Identifies a publication: one story at one placement of one site. */
public record PublicationId(UUID value) {

    private static final int UUID_LENGTH = 36;

    /** Reads an id; empty if the text is none. */
    public static Optional<PublicationId> parse(String text) {
        try {
            return text.length() == UUID_LENGTH
                    ? Optional.of(new PublicationId(UUID.fromString(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
