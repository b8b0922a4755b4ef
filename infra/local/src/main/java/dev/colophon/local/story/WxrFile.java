package dev.colophon.local.story;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A WordPress export file (WXR 1.0 to 1.2), read as a stream. It comes from elsewhere: document types, and with them all
 * entities but XML's own five, are refused.
 */
final class WxrFile {

    private static final int STORIES_MAX = 20_000;
    private static final int ATTACHMENTS_MAX = 200_000;

    private final Path file;
    private final WxrAttachments library = new WxrAttachments();
    private final WxrStories stories;
    private final List<Story> read = new ArrayList<>();
    private @Nullable String blog;
    private boolean isExport;

    WxrFile(Path file, Instant now) {
        this.file = file;
        this.stories = new WxrStories(now, library);
    }

    /** Twice: a post may stand before the images that it names. */
    ReadStories read() throws IOException, UnreadableStory {
        each(this::takeAttachment);
        each(this::take);
        if (!isExport) {
            throw new UnreadableStory(file, "is XML, but no WordPress export (no element of wordpress.org/export)");
        }
        var ordered = stories.inOrder(read);
        return new ReadStories(ordered, stories.remarks());
    }

    /** What is done with an element at whose beginning the reader stands. */
    private interface Taker {
        void take(XMLStreamReader xml) throws XMLStreamException, UnreadableStory;
    }

    private void each(Taker taker) throws IOException, UnreadableStory {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            var xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    taker.take(xml);
                }
            }
        } catch (XMLStreamException malformed) {
            throw new UnreadableStory(file, "is not well-formed XML: " + oneLine(malformed), malformed);
        }
    }

    private void takeAttachment(XMLStreamReader xml) throws XMLStreamException, UnreadableStory {
        if (xml.getLocalName().equals("item")) {
            library.take(WxrItem.read(xml));
            if (library.count() > ATTACHMENTS_MAX) {
                throw new UnreadableStory(
                        file, "holds more than " + ATTACHMENTS_MAX + " attachments; split the export");
            }
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory;
    }

    private void take(XMLStreamReader xml) throws XMLStreamException, UnreadableStory {
        isExport |= WxrItem.isWordPress(xml);
        switch (xml.getLocalName()) {
            case "base_blog_url" -> blog = xml.getElementText().strip();
            case "link" ->
                blog = Objects.requireNonNullElse(blog, xml.getElementText().strip());
            case "category", "tag", "term" -> stories.terms().take(xml);
            case "item" -> takeItem(WxrItem.read(xml));
            default -> {}
        }
    }

    private void takeItem(WxrItem item) throws UnreadableStory {
        isExport |= !item.text("post_id").isEmpty();
        stories.of(item, host()).ifPresent(read::add);
        if (read.size() > STORIES_MAX) {
            throw new UnreadableStory(file, "holds more than " + STORIES_MAX + " stories; split the export");
        }
    }

    private String host() {
        try {
            return Objects.requireNonNullElse(
                    URI.create(Objects.requireNonNullElse(blog, "")).getHost(), "unknown");
        } catch (IllegalArgumentException noAddress) {
            return "unknown";
        }
    }

    private static String oneLine(XMLStreamException malformed) {
        return String.valueOf(malformed.getMessage()).replaceAll("\\s+", " ");
    }
}
