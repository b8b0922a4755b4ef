package dev.colophon.secrethunt;

import java.net.URI;
import java.util.List;

/**
 * Where the services are asked, and by what keys.
 *
 * @param operations the operations APIs
 */
public record Doors(URI api, String clientKey, String adminKey, List<URI> operations, String operationsKey) {

    @Override
    public String toString() {
        return "Doors[" + api + "]";
    }
}
