package dev.colophon.statusprojector.message;

import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.UUID;

/** A message that could be read. Its fields are complete and in range; whether it can be true, the fold decides. */
public sealed interface Message permits RequestMessage, ReceiptMessage {

    /** The field, which the record's key must repeat. */
    UUID publicationId();

    /** The word for it in the timeline. */
    String kind();

    /** Who speaks. */
    Source source();

    /** What it tells, as the event of that id. */
    LoggedEvent toEvent(EventId id);

    /** The publication that it is about. */
    default PublicationId publication() {
        return new PublicationId(publicationId());
    }
}
