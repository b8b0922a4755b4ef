package dev.colophon.publishapi.idempotency;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.hash.Sha256;

/**
 * A request under its key. Another client's key, or the same one for another operation, is another key.
 *
 * @param operation method and path of the route
 * @param body hash of the body that came with the key
 */
public record KeyedRequest(ClientId client, String operation, IdempotencyKey key, Sha256 body) {}
