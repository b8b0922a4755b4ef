package dev.colophon.publishapi.site;

import java.util.UUID;

/** Identifies a site for ever; its credentials are sealed for this id alone. */
public record SiteId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
