package dev.colophon.local.story;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a post will hold. Fields that are null are left to the API's defaults.
 *
 * @param date the post's own date, which may lie in the past
 * @param password the readers' password of a protected post; not shown by {@link #toString()}
 */
public record Content(
        String title,
        String html,
        @Nullable String excerpt,
        @Nullable String slug,
        @Nullable Instant date,
        Visibility visibility,
        @Nullable String password,
        boolean sticky,
        List<String> categories,
        List<String> tags,
        PostSettings settings,
        PostImages images) {

    private static final Pattern SLUG = Pattern.compile("(?!colophon-)[a-z][a-z0-9-]{0,189}");

    public Content {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
        if (slug != null && !fits(slug)) {
            throw new IllegalArgumentException(
                    "slug '%s' must be a-z, 0-9 and -, begin with a letter, have at most 190 characters and not begin with colophon-"
                            .formatted(slug));
        }
    }

    /** The same with these images, which the html names as it is now. */
    public Content with(String otherHtml, PostImages otherImages) {
        return new Content(
                title,
                otherHtml,
                excerpt,
                slug,
                date,
                visibility,
                password,
                sticky,
                categories,
                tags,
                settings,
                otherImages);
    }

    /** The slug if the API would take it: a foreign site's may hold other scripts, percent-encoded. */
    static Optional<String> fittingSlug(String candidate) {
        return Optional.of(candidate).filter(Content::fits);
    }

    Content withoutParent() {
        return new Content(
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
                settings.withoutParent(),
                images);
    }

    private static boolean fits(String slug) {
        return SLUG.matcher(slug).matches();
    }

    @Override
    public String toString() {
        return "Content[%s, %d characters%s]"
                .formatted(title, html.length(), password == null ? "" : ", password protected");
    }
}
