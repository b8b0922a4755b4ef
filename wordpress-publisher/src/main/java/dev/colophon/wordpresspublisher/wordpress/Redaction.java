package dev.colophon.wordpresspublisher.wordpress;

import java.util.regex.Pattern;

/** Makes a site's words fit to be stored and shown: one line, no mark-up, no server paths, no secrets, capped. */
final class Redaction {

    private static final int MOST_CHARACTERS = 500;
    private static final int MOST_READ = 20_000;
    private static final Pattern INVISIBLE = Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<!--.*?-->");
    private static final Pattern TAGS = Pattern.compile("<[^>]*+>");
    // A group that is repeated is matched by recursion, and then a site's words decide how deep: no pattern here
    // repeats one.
    private static final Pattern PATHS =
            Pattern.compile("(?<![\\w/:.])/[\\w.\\-]++/[\\w.\\-][\\w.\\-/]*+|[A-Za-z]:\\\\[^\\s'\"]++");
    private static final Pattern SECRETS =
            Pattern.compile("(?i)(basic|bearer)\\s+[a-z0-9+/=._-]{8,}|colophon_[0-9a-f]{16}_[0-9a-f]{64}");
    // Also what ends a line or drives a terminal beyond ASCII (U+0085, U+009B, U+2028), and what turns the direction of
    // the rest around.
    private static final String BLANK = "[\\s\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]";
    private static final Pattern BLANKS = Pattern.compile(BLANK + "+");
    private static final Pattern EACH_BLANK = Pattern.compile(BLANK);

    private Redaction() {}

    static String of(String words) {
        String text = beginning(words);
        text = INVISIBLE.matcher(text).replaceAll(" ");
        text = TAGS.matcher(text).replaceAll(" ");
        text = SECRETS.matcher(text).replaceAll("[redacted]");
        text = PATHS.matcher(text).replaceAll("[path]");
        text = BLANKS.matcher(text).replaceAll(" ").strip();
        return text.length() > MOST_CHARACTERS ? text.substring(0, wholeCharacters(text)) + "…" : text;
    }

    /** As much of it as is read, so that nobody copies the rest. */
    static String beginning(String words) {
        return words.length() > MOST_READ ? words.substring(0, MOST_READ) : words;
    }

    /** The text with a blank for each character that no line has: as long as it was. */
    static String oneLine(String text) {
        return EACH_BLANK.matcher(text).replaceAll(" ");
    }

    /** Where to cut without leaving half of a surrogate pair. */
    private static int wholeCharacters(String text) {
        return Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
    }
}
