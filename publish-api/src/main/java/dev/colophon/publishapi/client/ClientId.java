package dev.colophon.publishapi.client;

import java.util.UUID;

/** Identifies an upstream service. */
public record ClientId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
