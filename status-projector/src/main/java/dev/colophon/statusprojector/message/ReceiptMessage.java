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
import java.util.Set;
import java.util.UUID;
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

    private static final Set<String> KINDS = Set.of(
            "scheduled",
            "claimed",
            "reserved",
            "published",
            "unpublished",
            "deferred",
            "unconfirmed",
            "parked",
            "failed",
            "removed",
            "cancelled",
            "cancel_refused",
            "generation_opened");

    ReceiptMessage {
        Fields.required("publicationId", publicationId);
        Fields.required("siteId", siteId);
        Fields.atLeast("generation", 1, generation);
        Fields.atLeast("revision", 1, revision);
        Fields.atLeast("attempt", 0, attempt);
        Fields.atLeast("sequence", 1, sequence);
        Fields.filled("kind", kind);
        Fields.required("occurredAt", occurredAt);
        if (!KINDS.contains(kind)) {
            throw new UnreadableMessage("UNKNOWN_KIND", "no receipt is of that kind");
        }
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
        return switch (kind) {
            case "published" -> published(entry);
            case "unpublished" ->
                entry.post() == null ? new LoggedEvent.Unfounded(entry) : new LoggedEvent.PostUnpublished(entry);
            case "reserved" ->
                entry.post() == null ? new LoggedEvent.Unfounded(entry) : progressed(entry, Stage.PUBLISHING);
            case "removed" -> new LoggedEvent.PostRemoved(entry, reason());
            case "cancelled" -> new LoggedEvent.CancelGranted(entry);
            case "cancel_refused" -> new LoggedEvent.CancelRefused(entry);
            case "generation_opened" -> new LoggedEvent.GenerationOpened(entry);
            case "scheduled" -> progressed(entry, Stage.SCHEDULED);
            case "claimed" -> progressed(entry, Stage.PUBLISHING);
            case "deferred" -> progressed(entry, Stage.DEFERRED);
            case "unconfirmed" -> progressed(entry, Stage.UNCONFIRMED);
            case "parked" -> progressed(entry, Stage.PARKED);
            case "failed" -> progressed(entry, Stage.FAILED);
            default -> throw new IllegalStateException("a kind without a meaning: " + kind);
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
