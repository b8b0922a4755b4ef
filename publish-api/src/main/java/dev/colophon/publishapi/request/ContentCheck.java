package dev.colophon.publishapi.request;

import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.site.SiteDefault;
import dev.colophon.publishapi.site.Visibility;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Image;
import dev.colophon.publishapi.story.PostSettings;
import dev.colophon.publishapi.story.Seo;
import dev.colophon.publishapi.story.Slugs;
import dev.colophon.publishapi.story.Taxonomies;
import dev.colophon.publishapi.story.UpstreamIds;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the content of one variant and notes everything that is wrong with it. */
final class ContentCheck {

    private static final int MAX_TERM = 200;
    private static final int MAX_PASSWORD = 255;
    /** Below the outbox's 900,000 bytes, with room for the rest of the message. */
    private static final int MAX_MESSAGE_BYTES = 850_000;

    private final ContentRequest body;
    private final String pointer;
    private final HtmlPolicy policy;
    private final Findings findings;

    ContentCheck(ContentRequest body, String pointer, HtmlPolicy policy, Findings findings) {
        this.body = body;
        this.pointer = pointer;
        this.policy = policy;
        this.findings = findings;
    }

    /** The content; empty if anything was found. */
    Optional<Content> content() {
        var before = findings.count();
        var title = allowed(orEmpty(body.title()), "/title");
        var html = allowed(orEmpty(body.html()), "/html");
        var excerpt = allowed(orEmpty(body.excerpt()), "/excerpt");
        checkTexts(title, html, excerpt);
        checkSlug();
        checkPassword();
        var date = date();
        var visibility = visibility();
        var categories = terms(body.categories(), "/categories", Content.MAX_CATEGORIES);
        var tags = terms(body.tags(), "/tags", Content.MAX_TAGS);
        checkSticky();
        var settings = settings();
        var image = featuredImage();
        var media = media(html);
        var seo = seo();
        var ids = ids();
        checkSize(title, html, excerpt, media);
        if (findings.count() > before) {
            return Optional.empty();
        }
        return Optional.of(new Content(
                title,
                html,
                excerpt,
                body.slug(),
                date,
                visibility,
                leftOpen(),
                body.password(),
                Boolean.TRUE.equals(body.sticky()),
                categories,
                tags,
                settings,
                image,
                media,
                seo,
                ids));
    }

    private @Nullable Instant date() {
        return body.date() == null
                ? null
                : Texts.instant(body.date(), pointer + "/date", findings).orElse(null);
    }

    private PostSettings settings() {
        return body.settings() == null ? PostSettings.NONE : body.settings().check(pointer + "/settings", findings);
    }

    private @Nullable Image featuredImage() {
        return body.featuredImage() == null
                ? null
                : body.featuredImage()
                        .check(pointer + "/featuredImage", text -> allowed(text, "/featuredImage/caption"), findings);
    }

    private List<Image> media(String html) {
        return new MediaCheck(pointer + "/media", text -> allowed(text, "/media"), findings).of(body.media(), html);
    }

    private Seo seo() {
        return body.seo() == null ? Seo.NONE : body.seo().check(pointer + "/seo", findings);
    }

    private UpstreamIds ids() {
        return body.ids() == null ? UpstreamIds.NONE : body.ids().check(pointer + "/ids", findings);
    }

    private void checkTexts(String title, String html, String excerpt) {
        Texts.checkLine(title, pointer + "/title", findings);
        Texts.check(html, pointer + "/html", findings);
        Texts.check(excerpt, pointer + "/excerpt", findings);
        if (title.isBlank() && html.isBlank() && excerpt.isBlank()) {
            findings.add(
                    pointer,
                    "EMPTY",
                    "Title, html and excerpt are all empty: WordPress refuses such a post.",
                    "Send at least one of them.");
        }
        if (title.length() > Content.MAX_TITLE) {
            tooLong("/title", "The title has more than " + Content.MAX_TITLE + " characters.");
        }
        if (Content.utf8Length(html) > Content.MAX_HTML_BYTES) {
            tooLong("/html", "The html has more than " + Content.MAX_HTML_BYTES + " bytes in UTF-8.");
        }
        if (Content.utf8Length(excerpt) > Content.MAX_EXCERPT_BYTES) {
            tooLong("/excerpt", "The excerpt has more than " + Content.MAX_EXCERPT_BYTES + " bytes in UTF-8.");
        }
    }

    private void checkSize(String title, String html, String excerpt, List<Image> media) {
        var words = media.stream()
                .mapToInt(image ->
                        image.url().length() + jsonLength(orEmpty(image.alt())) + jsonLength(orEmpty(image.caption())))
                .sum();
        if (jsonLength(title) + jsonLength(html) + jsonLength(excerpt) + words > MAX_MESSAGE_BYTES) {
            tooLong("", "Title, html, excerpt and media have more than " + MAX_MESSAGE_BYTES + " bytes as JSON.");
        }
    }

    private String allowed(String html, String field) {
        return CleanHtml.allowed(html, policy, pointer + field, findings);
    }

    private void checkSlug() {
        if (body.slug() != null && !Slugs.valid(body.slug())) {
            findings.add(
                    pointer + "/slug",
                    "INVALID_SLUG",
                    "A slug is up to " + Slugs.MAX_LENGTH
                            + " of [a-z0-9-], begins with a letter, has no hyphen at its end or "
                            + "twice in a row, and does not begin with " + Slugs.RESERVED_PREFIX + ".",
                    "Send such a slug, or none to have one derived from the title.");
        }
    }

    private void checkPassword() {
        var password = body.password();
        if (password == null) {
            return;
        }
        Texts.checkLine(password, pointer + "/password", findings);
        if (password.isEmpty() || password.length() > MAX_PASSWORD) {
            findings.add(
                    pointer + "/password",
                    "OUT_OF_RANGE",
                    "A password has 1 to " + MAX_PASSWORD + " characters.",
                    "Send one, or null for none.");
        }
    }

    private void checkSticky() {
        if (Boolean.TRUE.equals(body.sticky()) && body.password() != null) {
            findings.add(
                    pointer + "/sticky",
                    "STICKY_WITH_PASSWORD",
                    "WordPress refuses a sticky post with a password.",
                    "Send one of the two.");
        }
    }

    private Visibility visibility() {
        if (body.visibility() == null) {
            return Visibility.PUBLIC;
        }
        return Visibility.of(body.visibility()).orElseGet(() -> {
            findings.add(
                    pointer + "/visibility",
                    "UNKNOWN_VISIBILITY",
                    "No such visibility exists.",
                    "Send public, draft or private.");
            return Visibility.PUBLIC;
        });
    }

    /** What the site's defaults are to settle; an empty list of categories says that there are to be none. */
    private Set<SiteDefault> leftOpen() {
        var open = EnumSet.noneOf(SiteDefault.class);
        if (Boolean.FALSE.equals(body.siteDefaults())) {
            return open;
        }
        if (body.settings() == null || body.settings().author() == null) {
            open.add(SiteDefault.AUTHOR);
        }
        if (body.categories() == null && !namesCategoriesByTheirWay()) {
            open.add(SiteDefault.CATEGORIES);
        }
        if (body.visibility() == null) {
            open.add(SiteDefault.VISIBILITY);
        }
        return open;
    }

    private boolean namesCategoriesByTheirWay() {
        return body.settings() != null
                && body.settings().taxonomies() != null
                && body.settings().taxonomies().containsKey(Taxonomies.CATEGORY);
    }

    private List<String> terms(@Nullable List<@Nullable String> terms, String field, int most) {
        if (terms == null) {
            return List.of();
        }
        if (terms.size() > most) {
            tooLong(field, "There are more than " + most + ".");
            return List.of();
        }
        for (var index = 0; index < terms.size(); index++) {
            checkTerm(terms.get(index), pointer + field + "/" + index);
        }
        return terms.stream().map(ContentCheck::orEmpty).distinct().toList();
    }

    private void checkTerm(@Nullable String term, String at) {
        var name = orEmpty(term);
        Texts.checkLine(name, at, findings);
        if (Texts.isBlank(name) || name.length() > MAX_TERM) {
            findings.add(at, "OUT_OF_RANGE", "A name has 1 to " + MAX_TERM + " characters.", "Send such a name.");
        }
    }

    private void tooLong(String field, String detail) {
        findings.add(pointer + field, "TOO_LONG", detail, "Send less.");
    }

    /** Bytes of a text as a JSON string in UTF-8: quotes and control characters take more room there. */
    private static int jsonLength(String text) {
        var escapes = text.chars()
                .map(c -> c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' ? 1 : c < ' ' ? 5 : 0)
                .sum();
        return Content.utf8Length(text) + escapes;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
