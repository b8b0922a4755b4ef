package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post as the site showed it to an authenticated look.
 *
 * @param link null for a post without a public address
 * @param contentHash {@code sha256:...} of the site's own raw content, null where it was not shown
 * @param marked whether the content carries the marker of the slot that is being looked at
 * @param fields the others, null where they were not asked for
 * @param prints one-way prints of the fields that were shown, by WordPress's names
 */
public record SeenPost(
        PostId id,
        SeenStatus status,
        String slug,
        @Nullable String link,
        @Nullable String contentHash,
        boolean marked,
        @Nullable SeenFields fields,
        Map<String, String> prints) {

    public SeenPost {
        prints = Map.copyOf(prints);
    }

    /** A post whose fields nobody compares with what was written. */
    public SeenPost(
            PostId id,
            SeenStatus status,
            String slug,
            @Nullable String link,
            @Nullable String contentHash,
            boolean marked,
            @Nullable SeenFields fields) {
        this(id, status, slug, link, contentHash, marked, fields, Map.of());
    }

    /** A post of which only that is known by which it is recognised. */
    public SeenPost(
            PostId id,
            SeenStatus status,
            String slug,
            @Nullable String link,
            @Nullable String contentHash,
            boolean marked) {
        this(id, status, slug, link, contentHash, marked, null);
    }

    /** Whether readers can see it now. */
    public boolean isPublic() {
        return status == SeenStatus.PUBLISH;
    }

    /** Whether this is a post of that slot, or the one on record under its final slug. */
    public boolean belongsTo(Slot slot, @Nullable String recordedSlug) {
        return marked || slot.filedUnder(slug) || (recordedSlug != null && recordedSlug.equals(slug));
    }
}
