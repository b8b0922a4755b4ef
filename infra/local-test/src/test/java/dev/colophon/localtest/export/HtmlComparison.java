package dev.colophon.localtest.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds two htmls against each other in which the names of files are equal where the files are. What is still unequal is so for one
 * of the reasons that are known, or for none.
 */
record HtmlComparison(String story, String export, String site) {

    private static final String MARKS = "the editor's marks of an image bear the id that it has at this site";
    private static final String EMPTY =
            "WordPress writes a block's attributes anew, and PHP has one form for an empty list and object";
    private static final Pattern IMAGE_BLOCK = Pattern.compile("<!-- wp:image(?: (\\{.*?}))? -->");

    private record Known(String why, UnaryOperator<String> without) {}

    private static final List<Known> KNOWN =
            List.of(new Known(EMPTY, html -> html.replace("{}", "[]")), new Known(MARKS, HtmlComparison::withoutMarks));

    List<Difference> differences() {
        var wanted = export.strip();
        var seen = site.strip();
        var differences = new ArrayList<Difference>();
        for (var known : KNOWN) {
            if (wanted.equals(seen)) {
                return differences;
            }
            var nextWanted = known.without().apply(wanted);
            var nextSeen = known.without().apply(seen);
            if (differ(wanted, seen) != differ(nextWanted, nextSeen) || nextWanted.equals(nextSeen)) {
                differences.add(difference(wanted, seen, known.why()));
            }
            wanted = nextWanted;
            seen = nextSeen;
        }
        return wanted.equals(seen)
                ? differences
                : List.of(new Difference(
                        story, "html", from(wanted, differ(wanted, seen)), from(seen, differ(wanted, seen)), null));
    }

    private Difference difference(String wanted, String seen, String why) {
        var at = Math.max(0, differ(wanted, seen) - 30);
        return new Difference(story, "html", from(wanted, at), from(seen, at), why);
    }

    private static int differ(String one, String other) {
        var at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String from(String html, int at) {
        return html.substring(Math.min(at, html.length()), Math.min(at + 110, html.length()));
    }

    private static String withoutMarks(String html) {
        var bare = html.replaceAll("\\s*wp-image-\\d+", "").replace(" class=\"\"", "");
        return IMAGE_BLOCK.matcher(bare).replaceAll(block -> {
            var attributes = Objects.requireNonNullElse(block.group(1), "{}")
                    .replaceAll("\"id\":\\d+,?", "")
                    .replace(",}", "}");
            return Matcher.quoteReplacement("<!-- wp:image " + attributes + " -->");
        });
    }

    /** Puts names in place of addresses, in a src, href or srcset alone. */
    static String named(String html, Map<String, String> names) {
        var named = html;
        for (var one : names.entrySet()) {
            var address = Pattern.quote(one.getKey()) + "|"
                    + Pattern.quote(one.getKey().replace("&", "&#038;")) + "|"
                    + Pattern.quote(one.getKey().replace("&", "&amp;"));
            named = named.replaceAll("((?:src|href)=[\"'])(?:" + address + ")(?=[\"'])", "$1" + one.getValue());
            named = named.replaceAll("(?<=[\\s\"',])(?:" + address + ")(?=\\s+\\d+[wx])", one.getValue());
        }
        return named;
    }
}
