package dev.colophon.wordpresspublisher.publication;

import java.util.UUID;

/** The identity of a site: one WordPress. */
public record SiteId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
