package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What a story says of itself to search engines. Null leaves it to the site, an empty text takes away what is there.
 *
 * @param canonical address under which the story shall be found, http or https, in ASCII
 * @param focusKeyword the words that it is about
 */
public record Seo(
        @Nullable String title,
        @Nullable String description,
        @Nullable String canonical,
        @Nullable String focusKeyword) {

    /** Nothing: all is left to the site. */
    public static final Seo NONE = new Seo(null, null, null, null);
    /** Most characters of a title for search engines. */
    public static final int MAX_TITLE = 300;
    /** Most characters of a description. */
    public static final int MAX_DESCRIPTION = 1000;
    /** Most characters of a focus keyword. */
    public static final int MAX_FOCUS_KEYWORD = 200;

    public Seo {
        if (!isCanonical(canonical)
                || !fits(title, MAX_TITLE)
                || !fits(description, MAX_DESCRIPTION)
                || !fits(focusKeyword, MAX_FOCUS_KEYWORD)) {
            throw new IllegalArgumentException("not what a story says to search engines");
        }
    }

    /** Whether this can be a canonical address: one on the web, or none. */
    public static boolean isCanonical(@Nullable String address) {
        return address == null || address.isEmpty() || Image.isAddress(address);
    }

    private static boolean fits(@Nullable String text, int most) {
        return text == null || text.length() <= most;
    }

    /** Content that says nothing of it keeps the hash that it had before it could. */
    Sha256.Parts addTo(Sha256.Parts parts) {
        return equals(NONE)
                ? parts
                : parts.add("seo").add(title).add(description).add(canonical).add(focusKeyword);
    }
}
