package dev.colophon.publishapi.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a variant in a body, as it came. */
public record ContentRequest(
        @Nullable String title,
        @Nullable String html,
        @Nullable String excerpt,
        @Nullable String slug,
        @Nullable String date,
        @Nullable String visibility,
        @Nullable Boolean siteDefaults,
        @Nullable String password,
        @Nullable Boolean sticky,
        @Nullable List<@Nullable String> categories,
        @Nullable List<@Nullable String> tags,
        @Nullable SettingsRequest settings,
        @Nullable ImageRequest featuredImage,
        @Nullable List<@Nullable ImageRequest> media,
        @Nullable SeoRequest seo,
        @Nullable IdsRequest ids) {

    @Override
    public String toString() {
        return "ContentRequest[***]";
    }
}
