package dev.colophon.wordpresspublisher.publication;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The resolved variant of a story, whole: nothing is looked up when it is published.
 *
 * @param slug the final slug; null lets the publisher make one from the publication's id
 * @param date the post's own date, which may lie in the past; not a schedule
 * @param settings null where all is left to the site; such content is kept as it was before there were settings
 * @param featuredImage null leaves it to the site
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
        List<String> tags,
        @JsonInclude(NON_NULL) @Nullable PostSettings settings,
        @JsonInclude(NON_NULL) @Nullable FeaturedImage featuredImage) {

    public Content {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
    }

    /** The same, wanted as a draft, whatever the variant says. */
    public Content asDraft() {
        var drafted = settings == null ? null : settings.asDraft();
        return new Content(
                variantId,
                title,
                html,
                excerpt,
                slug,
                date,
                Visibility.DRAFT,
                password,
                sticky,
                categories,
                tags,
                drafted,
                featuredImage);
    }

    /** The same, its image being at the site now. */
    public Content illustrated(Attachment attachment) {
        var image = Objects.requireNonNull(featuredImage, "content without an image")
                .at(attachment);
        return new Content(
                variantId,
                title,
                html,
                excerpt,
                slug,
                date,
                visibility,
                password,
                sticky,
                categories,
                tags,
                settings,
                image);
    }

    @Override
    public String toString() {
        return "Content[variantId=%s, slug=%s, visibility=%s, %d characters]"
                .formatted(variantId, slug, visibility, html.length());
    }
}
