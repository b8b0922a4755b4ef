package dev.colophon.wordpresspublisher.publication;

import java.util.UUID;

/** The identity of a publication: one story at one site in one placement. */
public record PublicationId(UUID value) {

    /** The id without dashes, for slugs. */
    public String compact() {
        return value.toString().replace("-", "");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
