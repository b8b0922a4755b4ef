package dev.colophon.publishapi.request;

import java.util.HashSet;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** The addresses that an html names where an image of the story can be meant: by the rules by which the publisher puts others there. */
final class NamedImages {

    private NamedImages() {}

    static Set<String> in(String html) {
        var named = new HashSet<String>();
        for (var node : Parser.htmlParser().parseFragmentInput(html, new Element("body"), "")) {
            node.nodeStream(Element.class).forEach(element -> {
                named.add(element.attr("src").strip());
                named.add(element.attr("href").strip());
                addCandidates(named, element.attr("srcset"));
            });
        }
        return named;
    }

    /** Of each candidate what comes before the first space; the rest, up to the comma, says how large it is. */
    private static void addCandidates(Set<String> named, String srcset) {
        var at = 0;
        while (at < srcset.length()) {
            if (separates(srcset.charAt(at))) {
                at++;
                continue;
            }
            var start = at;
            while (at < srcset.length() && !Character.isWhitespace(srcset.charAt(at))) {
                at++;
            }
            var end = at;
            while (srcset.charAt(end - 1) == ',') {
                end--;
            }
            named.add(srcset.substring(start, end));
            var comma = end < at ? end : srcset.indexOf(',', at);
            at = comma < 0 ? srcset.length() : Math.max(at, comma);
        }
    }

    private static boolean separates(char c) {
        return c == ',' || Character.isWhitespace(c);
    }
}
