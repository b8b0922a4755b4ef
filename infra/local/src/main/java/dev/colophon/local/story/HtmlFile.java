package dev.colophon.local.story;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** HTML: a fragment is taken byte for byte; of a whole document, the body, and its title where the front matter has none. */
final class HtmlFile {

    private static final Pattern WHOLE_DOCUMENT =
            Pattern.compile("\\A\\s*(?:<!doctype\\b|<html\\b)", Pattern.CASE_INSENSITIVE);

    private HtmlFile() {}

    static ReadStories read(Path file, String text) {
        var head = FrontMatter.of(text);
        var story = new SingleStory(file, head);
        if (!WHOLE_DOCUMENT.matcher(head.body()).find()) {
            return story.read("", head.body().strip());
        }
        var document = Jsoup.parse(head.body());
        document.outputSettings(new Document.OutputSettings().prettyPrint(false));
        return story.read(document.title(), document.body().html().strip());
    }
}
