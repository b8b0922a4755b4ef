package dev.colophon.statusprojector.message;

import dev.colophon.statusprojector.publication.Edition;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.LoggedEvent.Entry;
import dev.colophon.statusprojector.publication.PostId;
import dev.colophon.statusprojector.publication.PublicPost;
import dev.colophon.statusprojector.publication.Reason;
import dev.colophon.statusprojector.publication.Stage;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A receipt of the publisher. Steps and evidence stay in the log's detail; the status does not depend on them. */
record ReceiptMessage(
        UUID publicationId,
        UUID siteId,
        Integer generation,
        Long revision,
        Integer attempt,
        Long sequence,
        String kind,
        Instant occurredAt,
        @Nullable Post post,
        @Nullable Problem problem,
        @Nullable Instant nextAttemptAt)
        implements Message {

    ReceiptMessage {
        Fields.required("publicationId", publicationId);
        Fields.required("siteId", siteId);
        Fields.atLeast("generation", 1, generation);
        Fields.atLeast("revision", 1, revision);
        Fields.atLeast("attempt", 0, attempt);
        Fields.atLeast("sequence", 1, sequence);
        Fields.filled("kind", kind);
        Fields.required("occurredAt", occurredAt);
        Kind.of(kind); // throws where it is none
        occurredAt = Fields.micros(occurredAt);
        nextAttemptAt = nextAttemptAt == null ? null : Fields.micros(nextAttemptAt);
    }

    @Override
    public Source source() {
        return Source.RECEIPT;
    }

    @Override
    public LoggedEvent toEvent(EventId id) {
        var entry = new Entry(
                id,
                new Edition(generation, revision),
                occurredAt,
                siteId,
                sequence,
                attempt,
                post == null ? null : post.postId());
        return switch (Kind.of(kind)) {
            case PUBLISHED -> published(entry);
            case UNPUBLISHED ->
                entry.post() == null ? new LoggedEvent.Unfounded(entry) : new LoggedEvent.PostUnpublished(entry);
            case RESERVED ->
                entry.post() == null ? new LoggedEvent.Unfounded(entry) : progressed(entry, Stage.PUBLISHING);
            case REMOVED -> new LoggedEvent.PostRemoved(entry, reason());
            case CANCELLED -> new LoggedEvent.CancelGranted(entry);
            case CANCEL_REFUSED -> new LoggedEvent.CancelRefused(entry);
            case GENERATION_OPENED -> new LoggedEvent.GenerationOpened(entry);
            case SCHEDULED -> progressed(entry, Stage.SCHEDULED);
            case CLAIMED -> progressed(entry, Stage.PUBLISHING);
            case DEFERRED -> progressed(entry, Stage.DEFERRED);
            case UNCONFIRMED -> progressed(entry, Stage.UNCONFIRMED);
            case PARKED -> progressed(entry, Stage.PARKED);
            case FAILED -> progressed(entry, Stage.FAILED);
        };
    }

    private LoggedEvent published(Entry entry) {
        return entry.post() == null
                        || post == null
                        || post.url() == null
                        || post.url().isBlank()
                ? new LoggedEvent.Unfounded(entry)
                : new LoggedEvent.PostPublished(entry, new PublicPost(entry.post(), post.url()));
    }

    private LoggedEvent progressed(Entry entry, Stage stage) {
        return new LoggedEvent.Progressed(entry, stage, stage.hasReason() ? reason() : null, nextAttemptAt);
    }

    private Reason reason() {
        return problem == null ? Reason.NOT_GIVEN : problem.toReason();
    }

    /** What a receipt may tell, in the publisher's words. */
    private enum Kind {
        SCHEDULED,
        CLAIMED,
        RESERVED,
        PUBLISHED,
        UNPUBLISHED,
        DEFERRED,
        UNCONFIRMED,
        PARKED,
        FAILED,
        REMOVED,
        CANCELLED,
        CANCEL_REFUSED,
        GENERATION_OPENED;

        private static final Map<String, Kind> BY_WORD = Stream.of(values())
                .collect(Collectors.toUnmodifiableMap(kind -> kind.name().toLowerCase(Locale.ROOT), kind -> kind));

        static Kind of(String word) {
            Kind kind = BY_WORD.get(word);
            if (kind == null) {
                throw new UnreadableMessage("UNKNOWN_KIND", "no receipt is of that kind");
            }
            return kind;
        }
    }

    /** The post as it was seen at the site. */
    record Post(@Nullable String id, @Nullable String url) {

        @Nullable
        PostId postId() {
            return id == null || id.isBlank() ? null : new PostId(id);
        }
    }

    /** What stood in the way. */
    record Problem(@Nullable String code, @Nullable String detail) {

        Reason toReason() {
            return code == null || code.isBlank() ? Reason.NOT_GIVEN : new Reason(code, detail == null ? "" : detail);
        }
    }
}
