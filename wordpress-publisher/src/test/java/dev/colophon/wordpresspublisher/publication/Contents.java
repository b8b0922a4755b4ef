package dev.colophon.wordpresspublisher.publication;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contents that say as little as tests need: nothing to search engines, and no names of old. */
public final class Contents {

    private Contents() {}

    /** One whose images, if its html names any, stay where they are. */
    public static Content of(
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
            @Nullable PostSettings settings,
            @Nullable Image featuredImage) {
        return of(
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
                featuredImage,
                List.of());
    }

    /** One whose images are brought to the site. */
    public static Content of(
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
            @Nullable PostSettings settings,
            @Nullable Image featuredImage,
            List<Image> media) {
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
                featuredImage,
                media,
                null,
                null,
                null);
    }
}
