package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A story's html with the site's own images in place of the client's: in src, href and srcset, and in what WordPress's editor says of
 * an image. The html is read as a browser reads it, and edited as text: all else stays as it is, to the byte. Pure: equal content
 * with equal attachments gives an equal html, so that a retry sends what was sent before.
 */
final class PlacedHtml {

    private static final Pattern WORD_OF_AN_ID = Pattern.compile("(?<!\\S)wp-image-(\\d+)(?!\\S)");

    private final String html;
    private final Map<String, Attachment> places;
    private final TextEdits edits;
    private @Nullable ImageBlock block;

    private PlacedHtml(String html, Map<String, Attachment> places) {
        this.html = html;
        this.places = places;
        this.edits = new TextEdits(html);
    }

    /** What the site is sent, and what it should show. */
    static String of(Content content) {
        Map<String, Attachment> places = places(content.media());
        return places.isEmpty() ? content.html() : new PlacedHtml(content.html(), places).placed();
    }

    private static Map<String, Attachment> places(List<Image> media) {
        Map<String, Attachment> places = new HashMap<>();
        for (Image image : media) {
            Attachment attachment = image.attachment();
            if (attachment != null && attachment.url() != null) {
                places.put(image.url(), attachment);
            }
        }
        return places;
    }

    private String placed() {
        var parser = Parser.htmlParser().setTrackPosition(true);
        for (Node root : parser.parseFragmentInput(html, new Element("body"), "")) {
            root.nodeStream().forEach(this::place);
        }
        return edits.applied();
    }

    private void place(Node node) {
        if (node instanceof Comment comment) {
            Range at = comment.sourceRange();
            block = ImageBlock.after(html.substring(at.startPos(), at.endPos()), at.startPos(), block);
        } else if (node instanceof Element element) {
            Attachment shown = replaced(element, "src");
            replaced(element, "href");
            replaceCandidates(element);
            if (shown != null && element.nameIs("img")) {
                mark(element, shown.id());
            }
        }
    }

    /** Puts the site's address into the attribute; null where that is none of the story's images. */
    private @Nullable Attachment replaced(Element element, String attribute) {
        Attachment attachment = places.get(element.attr(attribute).strip());
        Range value = value(element, attribute);
        if (attachment == null || value == null) {
            return null;
        }
        String raw = raw(value);
        int start = value.startPos() + raw.indexOf(raw.strip());
        edits.replace(start, start + raw.strip().length(), escaped(attachment));
        return attachment;
    }

    private void replaceCandidates(Element element) {
        Range value = value(element, "srcset");
        if (value == null) {
            return;
        }
        String raw = raw(value);
        for (SourceSet.Candidate one : SourceSet.of(raw)) {
            Attachment attachment = places.get(Parser.unescapeEntities(raw.substring(one.start(), one.end()), true));
            if (attachment != null) {
                edits.replace(value.startPos() + one.start(), value.startPos() + one.end(), escaped(attachment));
            }
        }
    }

    /** WordPress makes srcset by the id in the class, and its editor wants the same id in the block. */
    private void mark(Element image, long id) {
        Range classes = value(image, "class");
        Matcher word = WORD_OF_AN_ID.matcher(classes == null ? "" : raw(classes));
        if (classes != null && word.find()) {
            edits.replace(classes.startPos() + word.start(1), classes.startPos() + word.end(1), Long.toString(id));
        } else if (block != null && classes != null && isQuoted(classes)) {
            edits.insert(classes.endPos(), (raw(classes).isBlank() ? "" : " ") + "wp-image-" + id);
        } else if (block != null && !image.hasAttr("class")) {
            Range source = image.attributes().sourceRange("src").valueRange();
            edits.insert(source.endPos() + (isQuoted(source) ? 1 : 0), " class=\"wp-image-" + id + "\"");
        }
        if (block != null) {
            block.bear(id, edits);
            block = null;
        }
    }

    /** Where the attribute's value stands in the html; null where it cannot be told for certain. */
    private @Nullable Range value(Element element, String attribute) {
        Range value = element.attributes().sourceRange(attribute).valueRange();
        return value.isTracked() && Parser.unescapeEntities(raw(value), true).equals(element.attr(attribute))
                ? value
                : null;
    }

    private String raw(Range range) {
        return html.substring(range.startPos(), range.endPos());
    }

    private boolean isQuoted(Range value) {
        int end = value.endPos();
        return value.startPos() > 0
                && end < html.length()
                && (html.charAt(end) == '"' || html.charAt(end) == '\'')
                && html.charAt(value.startPos() - 1) == html.charAt(end);
    }

    private static String escaped(Attachment attachment) {
        return String.valueOf(attachment.url()).replace("&", "&amp;");
    }
}
