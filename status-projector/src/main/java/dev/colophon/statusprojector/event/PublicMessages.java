package dev.colophon.statusprojector.event;

import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicationId;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the two kinds of public message. Pure: the same change gives the same message, byte for byte. */
public final class PublicMessages {

    public static final String EVENTS = "publishing.events.v1";
    public static final String STATUS = "publishing.status.v1";

    private static final String STATUS_TYPE = "dev.colophon.publication.status.v1";

    private final JsonMapper json = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /**
     * A public event.
     *
     * @param sequence of the publication's events, without gaps
     */
    public OutboxRow event(PublicationId publication, Announcement what, Projection after, Cause cause, long sequence) {
        var told = Told.of(publication, after, cause.id(), sequence);
        var payload = new Told.Event(told, Told.instant(cause.occurredAt()));
        return row(EVENTS, what.type(), publication, cause, sequence, payload);
    }

    /**
     * The latest status.
     *
     * @param eventSequence of the last public event that it includes: a subscriber goes on after that one
     * @param sequence of the publication's status messages, without gaps
     */
    public OutboxRow status(
            PublicationId publication, Projection latest, Cause cause, long eventSequence, long sequence) {
        var told = Told.of(publication, latest, latest.lastEvent().value(), eventSequence);
        var payload = new Told.Latest(told, Told.instant(latest.since()));
        return row(STATUS, STATUS_TYPE, publication, cause, sequence, payload);
    }

    private OutboxRow row(
            String topic, String type, PublicationId publication, Cause cause, long sequence, Object payload) {
        return new OutboxRow(
                cause.messageId(topic),
                topic,
                publication.toString(),
                type,
                sequence,
                cause.occurredAt(),
                cause.traceparent(),
                json.writeValueAsString(payload));
    }
}
