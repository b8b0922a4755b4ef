package dev.colophon.local.image;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * An html with other addresses in its src, href and srcset; all else stays as it is, to the byte. They are the places in which the
 * publisher puts the site's own address.
 */
final class RenamedAddresses {

    private static final List<String> OF_ONE = List.of("src", "href");
    private static final Pattern WHOLE = Pattern.compile("\\S(?:.*\\S)?", Pattern.DOTALL);
    private static final Pattern CANDIDATE = Pattern.compile("(?<=^|[\\s,])https?://\\S*[^\\s,]");

    private final String html;
    private final Map<String, String> names;
    private final Map<Integer, Edit> edits = new TreeMap<>();
    private final Set<String> found = new HashSet<>();

    private record Edit(int end, String instead) {}

    /** @param names the new address by the old one, both unescaped */
    RenamedAddresses(String html, Map<String, String> names) {
        this.html = html;
        this.names = names;
        var parser = Parser.htmlParser().setTrackPosition(true);
        for (var root : parser.parseFragmentInput(html, new Element("body"), "")) {
            root.nodeStream(Element.class).forEach(this::rename);
        }
    }

    /** Those of the old addresses that it named. */
    Set<String> found() {
        return Set.copyOf(found);
    }

    String html() {
        var renamed = new StringBuilder(html.length());
        var kept = 0;
        for (var edit : edits.entrySet()) {
            renamed.append(html, kept, edit.getKey()).append(edit.getValue().instead());
            kept = edit.getValue().end();
        }
        return renamed.append(html, kept, html.length()).toString();
    }

    private void rename(Element element) {
        OF_ONE.forEach(attribute -> rename(element, attribute, WHOLE));
        rename(element, "srcset", CANDIDATE);
    }

    private void rename(Element element, String attribute, Pattern address) {
        var at = element.attributes().sourceRange(attribute).valueRange();
        if (!at.isTracked()) {
            return;
        }
        var raw = html.substring(at.startPos(), at.endPos());
        // Where the parser's place is not that of the value, nothing is touched.
        if (!Parser.unescapeEntities(raw, true).equals(element.attr(attribute))) {
            return;
        }
        address.matcher(raw).results().forEach(match -> {
            var old = Parser.unescapeEntities(match.group(), true);
            var name = names.get(old);
            if (name != null) {
                found.add(old);
                edits.put(
                        at.startPos() + match.start(),
                        new Edit(at.startPos() + match.end(), old.equals(name) ? match.group() : escaped(name)));
            }
        });
    }

    private static String escaped(String address) {
        return address.replace("&", "&amp;");
    }
}
