package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.FieldChoice;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Standing;
import dev.colophon.wordpresspublisher.protocol.Trouble;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Wanted;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on one entry until its lease ends, with the entry as it stood then. Whatever is written later names the
 * fencing token, and changes nothing once another holder has a higher one.
 *
 * @param kind what the placement is at the site, as far as is known without asking it
 * @param attempt visits for this revision so far, this one included
 * @param dueAt when it could have been claimed at the earliest
 * @param told the problem told last for this revision, null if none was
 */
public record Claim(
        Slot slot,
        SiteId site,
        PostKind kind,
        UUID jobId,
        Wanted wanted,
        Content content,
        OnRecord onRecord,
        @Nullable Unsettled unsettled,
        long token,
        int attempt,
        Instant dueAt,
        Instant claimedAt,
        Instant leaseUntil,
        Trouble trouble,
        @Nullable Told told,
        Instant requestedAt,
        Instant variantStoredAt,
        Instant inboxAt,
        @Nullable String traceparent)
        implements Leased {

    /**
     * A problem that a receipt has told of.
     *
     * @param announced when the next attempt was said to come, null where none was
     */
    public record Told(
            String kind,
            String code,
            Duration ago,
            @Nullable Instant announced) {}

    /** Where at its site it belongs. */
    public Placement placement() {
        return kind.placement();
    }

    /** The same claim, of which is known what its placement is at the site. */
    public Claim as(PostKind known) {
        return at(standing(Duration.ZERO), content, known);
    }

    /** Whose entry this is. */
    public PublicationId publication() {
        return slot.publication();
    }

    /** How long it has waited for this visit. */
    public Duration waited() {
        return Duration.between(dueAt, claimedAt);
    }

    /** By what this visit is called in our records and in the site's log. */
    public String attemptId() {
        return publication() + "." + token;
    }

    /** The same claim on the next generation, which begins without a post. */
    public Claim inNextGeneration() {
        return at(standing(Duration.ZERO).opened());
    }

    /** The same claim, with this post checkpointed. */
    public Claim reserved(PostId post) {
        return at(standing(Duration.ZERO).reserved(post));
    }

    /** The same claim, a create under the site's key being possible from now on, or shut out. */
    public Claim keyed(boolean keyed) {
        return at(standing(Duration.ZERO).keyed(keyed));
    }

    /** The same claim, with these fields of its post on their way to the site. */
    public Claim sending(FieldChoice choice) {
        return at(standing(Duration.ZERO).sending(choice));
    }

    /** The same claim on the same content, of which more is known. */
    public Claim knowing(Content content) {
        return at(standing(Duration.ZERO), content);
    }

    private Claim at(Standing standing) {
        return at(standing, content);
    }

    private Claim at(Standing standing, Content content) {
        return at(standing, content, kind);
    }

    private Claim at(Standing standing, Content content, PostKind kind) {
        return new Claim(
                standing.slot(),
                site,
                kind,
                jobId,
                standing.wanted(),
                content,
                standing.onRecord(),
                standing.unsettled(),
                token,
                attempt,
                dueAt,
                claimedAt,
                leaseUntil,
                trouble,
                told,
                requestedAt,
                variantStoredAt,
                inboxAt,
                traceparent);
    }

    /** Where the publication stands, for the protocol. */
    public Standing standing(Duration lateRequestBound) {
        return new Standing(slot, wanted, onRecord, unsettled, claimedAt, lateRequestBound);
    }
}
