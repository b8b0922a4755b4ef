package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.site.SiteDefault;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.site.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a variant says, whole and checked. Immutable; equal content has an equal hash.
 *
 * @param slug asked for by the client, else one is derived when a publication begins
 * @param date the post's own date, which may lie in the past; no schedule
 * @param visibility public where it is left open
 * @param leftOpen what the story says nothing of: the site that it is published at may have a default
 * @param featuredImage null leaves it to the site
 * @param media images that the html names, and that are brought to the site's own library
 * @param seo what it says to search engines
 * @param ids by what the systems before us know it
 * @param password that readers need; content, but never logged
 */
public record Content(
        String title,
        String html,
        String excerpt,
        @Nullable String slug,
        @Nullable Instant date,
        Visibility visibility,
        Set<SiteDefault> leftOpen,
        @Nullable String password,
        boolean sticky,
        List<String> categories,
        List<String> tags,
        PostSettings settings,
        @Nullable Image featuredImage,
        List<Image> media,
        Seo seo,
        UpstreamIds ids) {

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

    public Content {
        media = List.copyOf(media);
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
        leftOpen = Set.copyOf(leftOpen);
        if ((leftOpen.contains(SiteDefault.AUTHOR) && settings.author() != null)
                || (leftOpen.contains(SiteDefault.CATEGORIES) && !categories.isEmpty())
                || (leftOpen.contains(SiteDefault.VISIBILITY) && visibility != Visibility.PUBLIC)) {
            throw new IllegalArgumentException("what is said is not left open");
        }
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

    /** The same with nothing left open: filled with what was taken of the site's defaults, else as without any. */
    public Content with(SiteDefaults taken) {
        return new Content(
                title,
                html,
                excerpt,
                slug,
                date,
                Objects.requireNonNullElse(taken.visibility(), visibility),
                Set.of(),
                password,
                sticky,
                taken.categories().isEmpty() ? categories : taken.categories(),
                tags,
                settings.by(taken.author()),
                featuredImage,
                media,
                seo,
                ids);
    }

    /** The same with these images. */
    public Content with(@Nullable Image featured, List<Image> inline) {
        return new Content(
                title,
                html,
                excerpt,
                slug,
                date,
                visibility,
                leftOpen,
                password,
                sticky,
                categories,
                tags,
                settings,
                featured,
                inline,
                seo,
                ids);
    }

    /** Hash of everything in it; with nothing left open it is as it was before anything could be. */
    public Sha256 hash() {
        var parts = settings.addTo(openParts()
                .add(title)
                .add(html)
                .add(excerpt)
                .add(slug)
                .add(date)
                .add(visibility.text())
                .add(password)
                .add(sticky)
                .addAll(categories)
                .addAll(tags));
        parts = Image.addTo(Image.addTo(parts, featuredImage), media);
        return ids.addTo(seo.addTo(parts)).hash();
    }

    private Sha256.Parts openParts() {
        return leftOpen.isEmpty()
                ? Sha256.parts()
                : Sha256.parts()
                        .add("left open")
                        .addAll(leftOpen.stream()
                                .map(SiteDefault::text)
                                .sorted()
                                .toList());
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
