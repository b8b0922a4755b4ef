package dev.colophon.publishapi.outbox;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message of an accepted job: the whole resolved variant, so that the publisher looks nothing up. No credential.
 *
 * @param generation the lowest in which the job may be carried out; which one it is, the publisher's ledger decides
 * @param action text of an {@link Action}
 * @param platform whose adapter carries it out; left out where that is wordpress
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
        UUID correlationId,
        @JsonInclude(NON_NULL) @Nullable String platform) {

    /**
     * What the post is given beside its texts and terms; what is left to the site is left out.
     *
     * @param parentSlug of the page at the site that it stands under
     * @param parentPublication whose post it stands under
     * @param taxonomies terms, each the names on the way to it from the top, by WordPress's own name of the taxonomy
     * @param heldAs private where a post that is not public is wanted so, else null for a draft
     */
    @JsonInclude(NON_NULL)
    public record Settings(
            @Nullable String heldAs,
            @Nullable Long author,
            @Nullable String commentStatus,
            @Nullable String pingStatus,
            @Nullable String format,
            @Nullable String template,
            @Nullable Long parent,
            @Nullable String parentSlug,
            @Nullable UUID parentPublication,
            @Nullable Map<String, List<List<String>>> taxonomies) {

        private static final Settings NONE = new Settings(null, null, null, null, null, null, null, null, null, null);

        /** Nothing where all is left to the site: such a message is as it was before there were settings. */
        public @Nullable Settings orNull() {
            return equals(NONE) ? null : this;
        }
    }

    /** An image to be brought to the site; what is not said of it is left out. */
    @JsonInclude(NON_NULL)
    public record Image(
            String url, @Nullable String alt, @Nullable String caption) {}

    /** What the post says to search engines; what is left to the site is left out, an empty text takes it away there. */
    @JsonInclude(NON_NULL)
    public record Seo(
            @Nullable String title,
            @Nullable String description,
            @Nullable String canonical,
            @Nullable String focusKeyword) {}

    /** By what the systems before us know the story; the same holds. */
    @JsonInclude(NON_NULL)
    public record Ids(@Nullable String clusterId, @Nullable String sectorId) {}

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
            List<String> tags,
            @JsonInclude(NON_NULL) @Nullable Settings settings,
            @JsonInclude(NON_NULL) @Nullable Image featuredImage,
            @JsonInclude(NON_NULL) @Nullable List<Image> media,
            @JsonInclude(NON_NULL) @Nullable Seo seo,
            @JsonInclude(NON_NULL) @Nullable Ids ids) {

        public Variant {
            categories = List.copyOf(categories);
            tags = List.copyOf(tags);
            media = media == null || media.isEmpty() ? null : List.copyOf(media);
        }

        @Override
        public String toString() {
            return "Variant[variantId=" + variantId + ", slug=" + slug + "]";
        }
    }
}
