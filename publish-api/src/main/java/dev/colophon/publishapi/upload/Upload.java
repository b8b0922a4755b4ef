package dev.colophon.publishapi.upload;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image that a client handed in, without its bytes. A story names it by an address under a host that can never be (RFC 2606): it
 * can stand wherever an image's address can, and leads nobody anywhere.
 *
 * @param alt and {@code caption}: what is said of it where the story says nothing else; null for nothing
 */
public record Upload(
        UUID id,
        String sha256,
        String mediaType,
        int size,
        @Nullable String alt,
        @Nullable String caption,
        Instant createdAt,
        Instant keepUntil) {

    private static final String BEGINNING = "https://uploads.colophon.invalid/";

    /** What a story names it by. */
    public String url() {
        return BEGINNING + id;
    }

    /** Whether an address is that of an upload, be it of one that exists or not. */
    static boolean isNamedBy(String url) {
        return url.startsWith(BEGINNING);
    }

    /** Which one an address names; empty where there can be none such. */
    static Optional<UUID> idIn(String url) {
        var id = url.substring(BEGINNING.length());
        return id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(id))
                : Optional.empty();
    }

    /** As its client is told. */
    public Resource resource() {
        return new Resource(id, url(), mediaType, size, sha256, alt, caption, createdAt, keepUntil);
    }

    /** An upload in an answer. */
    public record Resource(
            UUID mediaId,
            String url,
            String mediaType,
            int bytes,
            String sha256,
            @Nullable String alt,
            @Nullable String caption,
            Instant createdAt,
            Instant keptUntil) {}
}
