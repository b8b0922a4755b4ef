package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.Image;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The image of a story in a body, as it came. */
public record ImageRequest(
        @Nullable String url,
        @Nullable String alt,
        @Nullable String caption) {

    /**
     * The image; null where anything was found, which is noted.
     *
     * @param allowed a text as the client's policy for HTML lets it through
     */
    @Nullable
    Image check(String pointer, UnaryOperator<String> allowed, Findings findings) {
        var before = findings.count();
        var words = caption == null ? null : allowed.apply(caption);
        if (url == null || !Image.isAddress(url)) {
            findings.add(
                    pointer + "/url",
                    "INVALID_IMAGE_URL",
                    "That is no address of an image on the web.",
                    "Send a URL that begins with https://, has no user in it, and is in ASCII, up to " + Image.MAX_URL
                            + " characters.");
        }
        text(alt, Image.MAX_ALT, pointer + "/alt", findings);
        text(words, Image.MAX_CAPTION, pointer + "/caption", findings);
        return findings.count() > before || url == null ? null : new Image(url, alt, words);
    }

    /** Notes what is wrong with what is said of an image. */
    static void text(@Nullable String text, int most, String pointer, Findings findings) {
        if (text == null) {
            return;
        }
        Texts.check(text, pointer, findings);
        if (text.length() > most) {
            findings.add(pointer, "TOO_LONG", "There are more than " + most + " characters.", "Send less.");
        }
    }
}
