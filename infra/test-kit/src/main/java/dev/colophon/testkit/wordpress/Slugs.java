package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How WordPress makes slugs: from any text, and one after another until one is free. */
final class Slugs {

    private static final int LENGTH_MAX = 200;
    private static final String TRASHED = "__trashed";
    private static final Set<String> RESERVED = Set.of("feed", "rdf", "rss", "rss2", "atom", "embed");
    /** Slugs that would be taken for a date or for a page of a list. */
    private static final Map<PostType, String> NUMBERS =
            Map.of(PostType.POST, "0*[1-9]\\d*", PostType.PAGE, "(page)?\\d+");

    private static final Pattern ENTITY = Pattern.compile("&.+?;");
    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9a-f]{2})");

    private Slugs() {}

    /** Lower case, ASCII letters without their marks, all else percent-encoded or gone, cut at 200. */
    static String sanitize(String text) {
        String plain = withoutMarks(text.replaceAll("<[^>]*>", "")).toLowerCase(Locale.ROOT);
        String encoded = percentEncoded(STRAY_PERCENT.matcher(plain).replaceAll(""));
        String kept = ENTITY.matcher(encoded)
                .replaceAll("")
                .replace('.', '-')
                .replaceAll("%c2%a0|%e2%80%9[34]|/", "-")
                .replaceAll("%e2%80%(a6|9[89abcdef])|%c2%b[47]|%c2%a[19]|%c2%ae", "")
                .replaceAll("[^%a-z0-9 _-]", "")
                .replaceAll("\\s+", "-")
                .replaceAll("-+", "-");
        return stripDashes(cut(kept, LENGTH_MAX));
    }

    /** The slug itself if it is free, else the first of slug-2, slug-3, ... that is. */
    static String unique(String slug, PostType type, Predicate<String> taken) {
        if (!taken.test(slug) && !isReserved(slug, type)) {
            return slug;
        }
        int number = 2;
        while (taken.test(numbered(slug, number))) {
            number++;
        }
        return numbered(slug, number);
    }

    /** The slug that a post leaves for when it is trashed, so that its own is free again. */
    static String trashed(String slug) {
        return slug.endsWith(TRASHED) ? slug : cut(slug, LENGTH_MAX - TRASHED.length()) + TRASHED;
    }

    private static String numbered(String slug, int number) {
        String suffix = "-" + number;
        return cut(slug, LENGTH_MAX - suffix.length()) + suffix;
    }

    /** A number could be a year or the page of an archive. */
    private static boolean isReserved(String slug, PostType type) {
        return RESERVED.contains(slug) || slug.matches(NUMBERS.getOrDefault(type, "(?!)"));
    }

    private static String withoutMarks(String text) {
        String spelt =
                text.replace("ß", "ss").replace("Æ", "AE").replace("æ", "ae").replace("Ø", "O");
        spelt = spelt.replace("ø", "o")
                .replace("Œ", "OE")
                .replace("œ", "oe")
                .replace("Ł", "L")
                .replace("ł", "l");
        var plain = new StringBuilder();
        spelt.codePoints().forEach(point -> plain.append(withoutMarks(point)));
        return plain.toString();
    }

    /** Only Latin letters lose their marks: Greek ones with a tonos stay what they are. */
    private static String withoutMarks(int point) {
        String letter = Character.toString(point);
        boolean latin = Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN;
        return latin ? Normalizer.normalize(letter, Normalizer.Form.NFD).replaceAll("\\p{M}", "") : letter;
    }

    private static String percentEncoded(String text) {
        var encoded = new StringBuilder();
        text.codePoints().forEach(point -> encoded.append(percentEncoded(point)));
        return encoded.toString();
    }

    private static String percentEncoded(int point) {
        String letter = Character.toString(point);
        return point < 128 ? letter : HexFormat.of().withPrefix("%").formatHex(letter.getBytes(UTF_8));
    }

    private static String cut(String slug, int length) {
        return slug.length() <= length
                ? slug
                : stripDashes(slug.substring(0, length).replaceAll("%.?$", ""));
    }

    private static String stripDashes(String slug) {
        return slug.replaceAll("^-+|-+$", "");
    }
}
