package dev.colophon.publishapi.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message of an accepted job: the whole resolved variant, so that the publisher looks nothing up. No credential.
 *
 * @param generation the lowest in which the job may be carried out; which one it is, the publisher's ledger decides
 * @param action text of an {@link Action}
 */
public record PublicationRequested(
        UUID publicationId,
        UUID jobId,
        UUID siteId,
        String storyKey,
        String placement,
        int generation,
        long revision,
        String action,
        @Nullable Instant publishAt,
        Variant variant,
        Instant requestedAt,
        Instant variantStoredAt,
        UUID correlationId) {

    /** What is to be published. */
    public record Variant(
            UUID variantId,
            String title,
            String html,
            String excerpt,
            String slug,
            @Nullable Instant date,
            String visibility,
            @Nullable String password,
            boolean sticky,
            List<String> categories,
            List<String> tags) {

        public Variant {
            categories = List.copyOf(categories);
            tags = List.copyOf(tags);
        }

        @Override
        public String toString() {
            return "Variant[variantId=" + variantId + ", slug=" + slug + "]";
        }
    }
}
