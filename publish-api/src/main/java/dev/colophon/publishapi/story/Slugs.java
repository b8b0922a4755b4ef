package dev.colophon.publishapi.story;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rule for the last part of a post's address, narrower than WordPress's own: what passes here WordPress keeps as it
 * is, so that the slug read back is the slug asked for.
 */
public final class Slugs {

    /** Most characters of a slug. */
    public static final int MAX_LENGTH = 190;
    /** Begins the technical slugs under which the publisher reserves drafts. */
    public static final String RESERVED_PREFIX = "colophon-";

    private static final int SUFFIX_LENGTH = 9;
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>|&#?[A-Za-z0-9]{1,12};");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    /** Letters that no decomposition takes apart. */
    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i");

    private Slugs() {}

    /** Whether a client may ask for this slug. */
    public static boolean valid(String slug) {
        return slug.length() <= MAX_LENGTH && FORM.matcher(slug).matches() && !slug.startsWith(RESERVED_PREFIX);
    }

    /**
     * A slug from a title, by folding to ASCII; with nothing left to fold, from the id.
     *
     * @param shortId 8 hexadecimal digits of the publication's id
     */
    public static String derive(String title, String shortId) {
        var folded = fold(title);
        if (folded.isEmpty()) {
            return "story-" + shortId;
        }
        var named = valid(folded) ? folded : "story-" + folded;
        return shorten(named, MAX_LENGTH);
    }

    /** The same slug told apart from one that is taken. */
    public static String withSuffix(String slug, String shortId) {
        return shorten(slug, MAX_LENGTH - SUFFIX_LENGTH) + "-" + shortId;
    }

    private static String fold(String title) {
        var text = MARKUP.matcher(title).replaceAll("").toLowerCase(Locale.ROOT);
        for (var letter : LETTERS.entrySet()) {
            text = text.replace(letter.getKey(), letter.getValue());
        }
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return trim(shorten(trim(OTHERS.matcher(plain).replaceAll("-")), MAX_LENGTH - "story-".length()));
    }

    private static String shorten(String slug, int length) {
        return slug.length() <= length ? slug : trim(slug.substring(0, length));
    }

    private static String trim(String slug) {
        var from = slug.startsWith("-") ? 1 : 0;
        var to = slug.length() > from && slug.endsWith("-") ? slug.length() - 1 : slug.length();
        return slug.substring(from, to);
    }
}
