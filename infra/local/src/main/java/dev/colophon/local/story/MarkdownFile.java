package dev.colophon.local.story;

import java.nio.file.Path;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** Markdown (CommonMark). Without a title in the front matter, a first line `# Heading` is the title and leaves the text. */
final class MarkdownFile {

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder().build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    private MarkdownFile() {}

    static ReadStories read(Path file, String text) {
        var head = FrontMatter.of(text);
        var document = PARSER.parse(head.body());
        var title = head.text("title").isPresent() ? "" : takeTitle(document);
        return new SingleStory(file, head).read(title, HTML.render(document).strip());
    }

    private static String takeTitle(Node document) {
        if (document.getFirstChild() instanceof Heading heading && heading.getLevel() == 1) {
            heading.unlink();
            return TEXT.render(heading).strip();
        }
        return "";
    }
}
