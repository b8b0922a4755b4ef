package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.event.Cause;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log.
 *
 * @param detail the message as JSON, without the content of the story
 */
public record LogEntry(
        PublicationId publication,
        LoggedEvent event,
        Source source,
        String kind,
        String detail,
        @Nullable String traceparent,
        Origin origin) {

    EventId id() {
        return event.id();
    }

    Cause cause() {
        return Cause.event(event.id(), event.occurredAt(), traceparent);
    }
}
