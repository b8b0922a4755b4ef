package dev.colophon.statusprojector.message;

import dev.colophon.statusprojector.publication.Action;
import dev.colophon.statusprojector.publication.Edition;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.Identity;
import dev.colophon.statusprojector.publication.LoggedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A publication request, as far as its status depends on it. The variant's content is not read. */
record RequestMessage(
        UUID publicationId,
        UUID siteId,
        String storyKey,
        String placement,
        Integer generation,
        Long revision,
        String action,
        Instant requestedAt,
        @Nullable UUID correlationId)
        implements Message {

    RequestMessage {
        Fields.required("publicationId", publicationId);
        Fields.required("siteId", siteId);
        Fields.filled("storyKey", storyKey);
        Fields.filled("placement", placement);
        Fields.atLeast("generation", 1, generation);
        Fields.atLeast("revision", 1, revision);
        Fields.required("requestedAt", requestedAt);
        action(action);
        requestedAt = Fields.micros(requestedAt);
    }

    @Override
    public String kind() {
        return "requested";
    }

    @Override
    public Source source() {
        return Source.REQUEST;
    }

    @Override
    public LoggedEvent toEvent(EventId id) {
        return new LoggedEvent.Requested(
                id,
                new Edition(generation, revision),
                requestedAt,
                action(action),
                new Identity(siteId, storyKey, placement),
                correlationId);
    }

    private static Action action(@Nullable String word) {
        return Arrays.stream(Action.values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UnreadableMessage("UNKNOWN_ACTION", "no request is for that action"));
    }
}
