package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.wordpresspublisher.site.Credentials;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a site's words fit to be stored and shown: one line, no mark-up, no server paths, no secrets, capped. A page that a site shows of
 * its own faults may print what we sent it: whatever opens the site is taken out by itself, beside what looks like a secret.
 */
final class Redaction {

    private static final String REDACTED = "[redacted]";
    /** More than the longest form of a secret has. */
    private static final int MOST_READ_ON = 4_000;

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

    /** Between the words of a password, which are shown with blanks and taken without them. */
    private static final String GAP = "(?:%20|&nbsp;|&#160;|[\\s+\\u00a0]{1,4})?";

    /** PHP's own zend.exception_string_param_max_len: so much of each argument stands in the trace of an error. */
    private static final int SHOWN_OF_AN_ARGUMENT = 15;

    private static final String CUT = GAP + "(?:\\.{3}|…|&hellip;)";

    private final Pattern known;

    Redaction(Credentials credentials) {
        this.known = Pattern.compile(
                Stream.of(
                                credentials.secrets().stream().flatMap(Redaction::forms),
                                credentials.secrets().stream().flatMap(Redaction::beginnings))
                        // Of two that begin alike the longer one is meant.
                        .flatMap(forms -> forms.distinct()
                                .sorted(Comparator.comparingInt(String::length).reversed()))
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE);
    }

    /** As it is cut in a trace: the password as it is shown, and as WordPress takes it, without its blanks. */
    private static Stream<String> beginnings(String secret) {
        return Stream.of(secret, secret.replaceAll("\\s+", ""))
                .filter(argument -> argument.length() > SHOWN_OF_AN_ARGUMENT)
                .flatMap(argument -> forms(argument.substring(0, SHOWN_OF_AN_ARGUMENT)))
                .map(beginning -> beginning + CUT);
    }

    /** As it is, and as it stands in an address, in a trace, in a page and in JSON; the words of each. */
    private static Stream<String> forms(String secret) {
        String trace = secret.replace("\\", "\\\\");
        String json = trace.replace("\"", "\\\"");
        return Stream.of(
                        secret,
                        URLEncoder.encode(secret, UTF_8).replace('+', ' '),
                        trace,
                        inAPage(secret),
                        inAPage(trace),
                        json,
                        json.replace("/", "\\/"))
                .map(form -> Stream.of(form.strip().split("\\s+", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(GAP)));
    }

    private static String inAPage(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#039;");
    }

    String of(String words) {
        String text = withoutKnown(words);
        text = INVISIBLE.matcher(text).replaceAll(" ");
        text = known.matcher(TAGS.matcher(text).replaceAll(" ")).replaceAll(REDACTED);
        text = SECRETS.matcher(text).replaceAll(REDACTED);
        text = PATHS.matcher(text).replaceAll("[path]");
        text = BLANKS.matcher(text).replaceAll(" ").strip();
        return text.length() > MOST_CHARACTERS ? text.substring(0, wholeCharacters(text)) + "…" : text;
    }

    /** As much of it as is read, without known secrets: not with the half of one either, where the reading ends. */
    private String withoutKnown(String words) {
        String read = words.substring(0, Math.min(words.length(), MOST_READ + MOST_READ_ON));
        var text = new StringBuilder();
        var secret = known.matcher(read);
        int from = 0;
        while (secret.find() && secret.start() < MOST_READ) {
            text.append(read, from, secret.start()).append(REDACTED);
            from = secret.end();
        }
        return text.append(read, from, Math.max(from, Math.min(read.length(), MOST_READ)))
                .toString();
    }

    /** As much of it as is read, so that nobody copies the rest. */
    static String beginning(String words) {
        return words.length() > MOST_READ + MOST_READ_ON ? words.substring(0, MOST_READ + MOST_READ_ON) : words;
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
