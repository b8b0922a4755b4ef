package dev.colophon.local.story;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/** Reads a file by what its name says it is. Nothing of a file that cannot be read whole is taken. */
public final class StoryFiles {

    private static final long FILE_BYTES_MAX = 4L * 1024 * 1024;

    private final InstantSource clock;

    public StoryFiles(InstantSource clock) {
        this.clock = clock;
    }

    public ReadStories read(Path file) throws UnreadableStory {
        if (Files.isDirectory(file)) {
            throw new UnreadableStory(file, "is a folder; name the files in it, for example " + file.resolve("*"));
        }
        if (!Files.isReadable(file)) {
            throw new UnreadableStory(file, "there is no such file, or it may not be read");
        }
        try {
            return switch (ending(file)) {
                case "md", "markdown" -> MarkdownFile.read(file, text(file));
                case "html", "htm" -> HtmlFile.read(file, text(file));
                case "xml", "wxr" -> new WxrFile(file, clock.instant()).read();
                default ->
                    throw new UnreadableStory(
                            file,
                            "is none of .md, .markdown, .html, .htm (with front matter) and .xml (WordPress export)");
            };
        } catch (IllegalArgumentException refused) {
            throw new UnreadableStory(file, refused.getMessage(), refused);
        } catch (IOException broken) {
            throw new UnreadableStory(file, "cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static String ending(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String text(Path file) throws IOException, UnreadableStory {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new UnreadableStory(file, "is larger than a story may be");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableStory(file, "is not UTF-8", notUtf8);
        }
    }
}
