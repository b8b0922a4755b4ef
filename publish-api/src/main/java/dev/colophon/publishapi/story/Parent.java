package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page that a page stands under, said in one of three ways.
 *
 * @param id of a page at the site
 * @param slug of a page at the site, whoever made it
 * @param story key of a story of the same client, which has a publication at the same site in the same placement
 */
public record Parent(
        @Nullable Long id, @Nullable String slug, @Nullable String story) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9%_-]{1,200}");

    public Parent {
        if (Stream.of(id, slug, story).filter(Objects::nonNull).count() != 1
                || !PostSettings.isId(id)
                || (slug != null && !isSlug(slug))
                || (story != null && (story.isBlank() || story.length() > StoryKey.MAX_LENGTH))) {
            throw new IllegalArgumentException("not the parent of a page");
        }
    }

    /** The one of these that is there; null if none is. */
    public static @Nullable Parent of(@Nullable Long id, @Nullable String slug, @Nullable String story) {
        return id == null && slug == null && story == null ? null : new Parent(id, slug, story);
    }

    /** Whether WordPress can have given a page this slug. */
    public static boolean isSlug(String slug) {
        return SLUG.matcher(slug).matches();
    }

    /** The field of the request that said it. */
    public String field() {
        return id != null ? "parent" : slug != null ? "parentSlug" : "parentStory";
    }

    /** An id has its place among the settings, where it was before there were other ways. */
    static Sha256.Parts addTo(Sha256.Parts parts, @Nullable Parent parent) {
        return parent == null || parent.id != null
                ? parts
                : parts.add(parent.field()).add(parent.slug).add(parent.story);
    }
}
