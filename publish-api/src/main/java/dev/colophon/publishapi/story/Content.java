package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a variant says, whole and checked. Immutable; equal content has an equal hash.
 *
 * @param slug asked for by the client, else one is derived when a publication begins
 * @param date the post's own date, which may lie in the past; no schedule
 * @param featuredImage null leaves it to the site
 * @param media images that the html names, and that are brought to the site's own library
 * @param password that readers need; content, but never logged
 */
public record Content(
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
        PostSettings settings,
        @Nullable Image featuredImage,
        List<Image> media) {

    /** Most characters of a title. */
    public static final int MAX_TITLE = 1000;
    /** Most bytes of HTML in UTF-8. */
    public static final int MAX_HTML_BYTES = 600 * 1024;
    /** Most bytes of an excerpt in UTF-8. */
    public static final int MAX_EXCERPT_BYTES = 64 * 1024;
    /** Most categories. */
    public static final int MAX_CATEGORIES = 200;
    /** Most tags. */
    public static final int MAX_TAGS = 100;

    /** Most images that are brought for the html. */
    public static final int MAX_MEDIA = 30;

    /** Content whose images, if it names any, stay where they are. */
    public Content(
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
            PostSettings settings,
            @Nullable Image featuredImage) {
        this(
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

    public Content {
        media = List.copyOf(media);
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
        if (title.isEmpty() && html.isEmpty() && excerpt.isEmpty()) {
            throw new IllegalArgumentException("WordPress refuses a post without title, content and excerpt");
        }
        if (title.length() > MAX_TITLE
                || utf8Length(html) > MAX_HTML_BYTES
                || utf8Length(excerpt) > MAX_EXCERPT_BYTES
                || categories.size() > MAX_CATEGORIES
                || tags.size() > MAX_TAGS
                || media.size() > MAX_MEDIA) {
            throw new IllegalArgumentException("content exceeds a limit");
        }
        if (slug != null && !Slugs.valid(slug)) {
            throw new IllegalArgumentException("not a slug: " + slug);
        }
    }

    /** Hash of everything in it. */
    public Sha256 hash() {
        return Image.addTo(
                        Image.addTo(
                                settings.addTo(Sha256.parts()
                                        .add(title)
                                        .add(html)
                                        .add(excerpt)
                                        .add(slug)
                                        .add(date)
                                        .add(visibility.text())
                                        .add(password)
                                        .add(sticky)
                                        .addAll(categories)
                                        .addAll(tags)),
                                featuredImage),
                        media)
                .hash();
    }

    /** Bytes of a text in UTF-8. */
    public static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "Content[title=" + title + ", html of " + html.length() + " characters]";
    }
}
