package dev.colophon.wordpresspublisher.wordpress;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a site says of itself and we keep as it is, beside its messages: only what a row, a receipt and a page can hold. What is
 * written down must not depend on a site's good will, or a post that was made could not be put on record.
 */
final class SiteText {

    private static final int LONGEST_ADDRESS = 2000;
    /** WordPress's own have 200 at most; there are plugins that allow more. */
    private static final int LONGEST_SLUG = 2000;
    /** Twice what a story may say of an image. */
    private static final int MOST_WORDS = 10_000;

    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");
    private static final Pattern UNFIT_IN_WORDS = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n\\r]]");

    private SiteText() {}

    /** Where readers can be sent; null for what is no such address. */
    static @Nullable String address(JsonNode shown) {
        String text = shown.isString() ? shown.stringValue() : "";
        return text.length() <= LONGEST_ADDRESS
                        && (startsWith(text, "https://") || startsWith(text, "http://"))
                        && !UNFIT.matcher(text).find()
                ? text
                : null;
    }

    private static boolean startsWith(String text, String scheme) {
        return text.length() > scheme.length() && text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** The slug, which may have no characters; nothing for what can be none. */
    static Optional<String> slug(JsonNode shown) {
        String text = shown.asString("");
        return text.length() <= LONGEST_SLUG && !UNFIT.matcher(text).find() ? Optional.of(text) : Optional.empty();
    }

    /** The text, cut; each character in it that cannot be kept is told by one that stands for it. */
    static String words(JsonNode shown) {
        String text = shown.asString("");
        String some = text.length() > MOST_WORDS ? text.substring(0, MOST_WORDS) + "…" : text;
        return UNFIT_IN_WORDS.matcher(some).replaceAll("\ufffd");
    }
}
