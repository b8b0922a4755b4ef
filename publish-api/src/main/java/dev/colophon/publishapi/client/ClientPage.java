package dev.colophon.publishapi.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Clients by name.
 *
 * @param next name to go on after; null at the end
 */
record ClientPage(List<Listed> clients, @Nullable String next) {

    /**
     * A client.
     *
     * @param validKeys how many of its keys let it in now
     * @param lastUsedAt when any of its keys was last of use, to the minute
     */
    record Listed(
            UUID clientId,
            String name,
            String role,
            String htmlPolicy,
            @Nullable String oauthClient,
            Instant createdAt,
            int validKeys,
            @Nullable Instant lastUsedAt) {}
}
