package dev.colophon.wordpresspublisher.publication;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The resolved variant of a story, whole: nothing is looked up when it is published.
 *
 * @param slug the final slug; null lets the publisher make one from the publication's id
 * @param date the post's own date, which may lie in the past; not a schedule
 * @param settings null where all is left to the site; such content is kept as it was before there were settings
 * @param featuredImage null leaves it to the site
 * @param media images that the html names and that are brought to the site; content without any is kept as it was before there were
 * @param seo what it says to search engines, null for nothing; such content is kept as it was before it could
 * @param ids by what the systems before us know it, null for nothing
 * @param storyKey the client's own name of the story, null where it is not known. No content: never changed, and no wish
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
        @JsonInclude(NON_NULL) @Nullable Image featuredImage,
        @JsonInclude(NON_EMPTY) List<Image> media,
        @JsonInclude(NON_NULL) @Nullable Seo seo,
        @JsonInclude(NON_NULL) @Nullable UpstreamIds ids,
        @JsonInclude(NON_NULL) @Nullable String storyKey) {

    /** Most images that are brought for the html. */
    public static final int MAX_MEDIA = 30;

    public Content {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
        media = noneIfAbsent(media);
        if (media.size() > MAX_MEDIA) {
            throw new IllegalArgumentException(
                    "an html names at most " + MAX_MEDIA + " images that are brought to a site");
        }
    }

    /** What is read from outside need not have them. */
    private static List<Image> noneIfAbsent(@Nullable List<Image> media) {
        return media == null ? List.of() : List.copyOf(media);
    }

    /** The same, of the story of this key. */
    public Content ofStory(@Nullable String key) {
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
                seo,
                ids,
                key);
    }

    /** The same, wanted as a draft, whatever the variant says. */
    public Content asDraft() {
        return with(Visibility.DRAFT, settings == null ? null : settings.asDraft());
    }

    /** The same, to stand under this page. */
    public Content under(PostId parent) {
        return settings == null ? this : with(visibility, settings.under(parent));
    }

    private Content with(Visibility shown, @Nullable PostSettings changed) {
        return new Content(
                variantId,
                title,
                html,
                excerpt,
                slug,
                date,
                shown,
                password,
                sticky,
                categories,
                tags,
                changed,
                featuredImage,
                media,
                seo,
                ids,
                storyKey);
    }

    /** Its images, one of each address. */
    public Collection<Image> images() {
        Map<String, Image> byUrl = new LinkedHashMap<>();
        if (featuredImage != null) {
            byUrl.put(featuredImage.url(), featuredImage);
        }
        media.forEach(image -> byUrl.putIfAbsent(image.url(), image));
        return byUrl.values();
    }

    /** The same, its images of that address being this at the site; null where they are not there. */
    public Content attached(String url, @Nullable Attachment attachment) {
        Image shown = featuredImage == null || !featuredImage.url().equals(url)
                ? featuredImage
                : featuredImage.at(attachment);
        List<Image> named = media.stream()
                .map(image -> image.url().equals(url) ? image.at(attachment) : image)
                .toList();
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
                shown,
                named,
                seo,
                ids,
                storyKey);
    }

    @Override
    public String toString() {
        return "Content[variantId=%s, slug=%s, visibility=%s, %d characters]"
                .formatted(variantId, slug, visibility, html.length());
    }
}
