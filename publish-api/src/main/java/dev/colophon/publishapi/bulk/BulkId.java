package dev.colophon.publishapi.bulk;

import java.util.Optional;
import java.util.UUID;

/** Identifies a bulk. */
record BulkId(UUID value) {

    private static final int UUID_LENGTH = 36;

    /** Reads an id; empty if the text is none. */
    static Optional<BulkId> parse(String text) {
        try {
            return text.length() == UUID_LENGTH ? Optional.of(new BulkId(UUID.fromString(text))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
