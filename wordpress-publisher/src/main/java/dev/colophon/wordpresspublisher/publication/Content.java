package dev.colophon.wordpresspublisher.publication;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The resolved variant of a story, whole: nothing is looked up when it is published.
 *
 * @param slug the final slug; null lets the publisher make one from the publication's id
 * @param date the post's own date, which may lie in the past; not a schedule
 * @param password the readers' password of a protected post: content, but kept out of logs
 */
public record Content(
        UUID variantId,
        String title,
        String html,
        String excerpt,
        @Nullable String slug,
        @Nullable Instant date,
        Visibility visibility,
        @Nullable String password,
        boolean sticky,
        List<String> categories,
        List<String> tags) {

    public Content {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
    }

    /** The same, wanted with this visibility. */
    public Content with(Visibility wanted) {
        return new Content(variantId, title, html, excerpt, slug, date, wanted, password, sticky, categories, tags);
    }

    @Override
    public String toString() {
        return "Content[variantId=%s, slug=%s, visibility=%s, %d characters]"
                .formatted(variantId, slug, visibility, html.length());
    }
}
