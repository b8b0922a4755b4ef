package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.Image;
import dev.colophon.publishapi.story.Seo;
import org.jspecify.annotations.Nullable;

/** What a story says to search engines in a body, as it came. */
public record SeoRequest(
        @Nullable String title,
        @Nullable String description,
        @Nullable String canonical,
        @Nullable String focusKeyword) {

    /** The same, checked; none where anything was found, which is noted. */
    Seo check(String pointer, Findings findings) {
        var before = findings.count();
        Texts.checkLine(title, Seo.MAX_TITLE, pointer + "/title", findings);
        Texts.checkLine(description, Seo.MAX_DESCRIPTION, pointer + "/description", findings);
        Texts.checkLine(focusKeyword, Seo.MAX_FOCUS_KEYWORD, pointer + "/focusKeyword", findings);
        if (!Seo.isCanonical(canonical)) {
            findings.add(
                    pointer + "/canonical",
                    "INVALID_CANONICAL",
                    "That is no address on the web.",
                    "Send a URL that begins with https:// or http://, has no user in it, and is in ASCII, up to "
                            + Image.MAX_URL + " characters.");
        }
        return findings.count() > before ? Seo.NONE : new Seo(title, description, canonical, focusKeyword);
    }
}
