package dev.colophon.publishapi.request;

import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.problem.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * HTML of which only what is on a list is left: text, structure, links and media by http and https, and the comments that mark
 * WordPress's blocks. Scripts, event handlers, styles, frames, forms, SVG and whatever nobody thought of are taken out.
 *
 * @param text what is left
 * @param depth how deeply the elements were nested before
 */
record CleanHtml(String text, int depth) {

    /** Elements within each other that no story needs: more are an attack on whoever reads them recursively. */
    static final int MAX_DEPTH = 100;

    // Relative links are looked at as if they were here.
    private static final String BASE = "https://site.invalid/";
    private static final String BLOCK = "colophon-block";

    /** What an editor of blocks writes; its attributes are JSON that escapes the signs of HTML. */
    private static final Pattern BLOCK_MARK = Pattern.compile(
            "\\s*(?:more|nextpage|/?wp:[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?(?:\\s+\\{[^<>]*})?\\s*/?)\\s*");

    private static final Safelist ALLOWED = Safelist.relaxed()
            .addTags(
                    "abbr",
                    "address",
                    "article",
                    "aside",
                    "audio",
                    "bdi",
                    "bdo",
                    "del",
                    "details",
                    "figcaption",
                    "figure",
                    "footer",
                    "header",
                    "hr",
                    "ins",
                    "kbd",
                    "main",
                    "mark",
                    "picture",
                    "rp",
                    "rt",
                    "ruby",
                    "s",
                    "samp",
                    "section",
                    "source",
                    "summary",
                    "time",
                    "var",
                    "video",
                    "wbr")
            .addAttributes(":all", "class", "id", "title", "lang", "dir")
            .addAttributes("a", "target", "rel")
            .addAttributes("audio", "src", "controls", "loop", "preload")
            .addAttributes("details", "open")
            .addAttributes("del", "datetime")
            .addAttributes("img", "loading", "decoding")
            .addAttributes("ins", "datetime")
            .addAttributes("ol", "reversed")
            .addAttributes("source", "src", "type")
            .addAttributes("time", "datetime")
            .addAttributes("video", "src", "poster", "controls", "loop", "muted", "preload", "width", "height")
            .addProtocols("a", "href", "#", "tel")
            .addProtocols("audio", "src", "http", "https")
            .addProtocols("source", "src", "http", "https")
            .addProtocols("video", "src", "http", "https")
            .addProtocols("video", "poster", "http", "https")
            .preserveRelativeLinks(true);

    /** The text as a client's policy lets it through; what has no tags and no comments stays as it is in any case. */
    static String allowed(String text, HtmlPolicy policy, String pointer, Findings findings) {
        if (policy == HtmlPolicy.TRUSTED || text.indexOf('<') < 0) {
            return text;
        }
        var clean = of(text);
        if (clean.depth() > MAX_DEPTH) {
            findings.add(
                    pointer,
                    "NESTED_TOO_DEEPLY",
                    "There are more than " + MAX_DEPTH + " elements within each other.",
                    "Send HTML that is not nested so deeply.");
        }
        return clean.text();
    }

    static CleanHtml of(String html) {
        Document dirty = Jsoup.parseBodyFragment(html, BASE);
        var depth = depthOf(dirty.body());
        if (depth > MAX_DEPTH) {
            return new CleanHtml("", depth);
        }
        var marks = takeBlockMarks(dirty);
        Document clean = new Cleaner(allowedAndMarks()).clean(dirty);
        for (Element place : clean.select(BLOCK)) {
            place.replaceWith(new Comment(marks.get(Integer.parseInt(place.attr("n")))));
        }
        clean.outputSettings().prettyPrint(false);
        return new CleanHtml(clean.body().html(), depth);
    }

    /** Puts an element where each mark was, since the cleaner drops all comments; one that came from outside goes first. */
    private static List<String> takeBlockMarks(Document dirty) {
        dirty.select(BLOCK).unwrap();
        var marks = new ArrayList<String>();
        var places = new ArrayList<Node>();
        dirty.body().traverse((node, _) -> {
            if (node instanceof Comment comment
                    && BLOCK_MARK.matcher(comment.getData()).matches()) {
                places.add(comment);
            }
        });
        for (Node place : places) {
            marks.add(((Comment) place).getData());
            place.replaceWith(new Element(BLOCK).attr("n", Integer.toString(marks.size() - 1)));
        }
        return marks;
    }

    private static Safelist allowedAndMarks() {
        return new Safelist(ALLOWED).addTags(BLOCK).addAttributes(BLOCK, "n");
    }

    private static int depthOf(Element body) {
        var deepest = new int[1];
        body.traverse((node, depth) -> {
            if (node instanceof Element) {
                deepest[0] = Math.max(deepest[0], depth);
            }
        });
        return deepest[0];
    }
}
