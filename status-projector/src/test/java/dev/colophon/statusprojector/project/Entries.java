package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.message.MessageReader;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.EventId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Messages as they are when Kafka has brought them. */
public final class Entries {

    private static final MessageReader READER = new MessageReader();

    private Entries() {}

    public static LogEntry of(Source source, ObjectNode value, UUID id) {
        var read = READER.read(source, value.toString().getBytes(StandardCharsets.UTF_8));
        return new LogEntry(
                read.message().publication(),
                read.message().toEvent(new EventId(id)),
                source,
                read.message().kind(),
                read.detail(),
                null,
                new Origin("publishing." + source.word() + "s.v1", 0, 7, null));
    }
}
