package dev.colophon.wordpresspublisher.receipt;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.Unvisited;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact that the publisher observed, as it goes to the projector.
 *
 * @param attempt visits for this revision so far, 0 before the first
 * @param nextAttemptIn null where nothing happens by itself
 */
public record Receipt(
        ReceiptKind kind,
        PublicationId publication,
        UUID jobId,
        SiteId site,
        int generation,
        long revision,
        int attempt,
        @Nullable SeenInReceipt post,
        @Nullable Problem problem,
        @Nullable String outcome,
        @Nullable Duration nextAttemptIn,
        List<StepTaken> steps,
        @Nullable Instant inboxAt,
        @Nullable String traceparent) {

    public Receipt {
        steps = List.copyOf(steps);
        if ((problem == null) != (outcome == null)) {
            throw new IllegalArgumentException("a problem has an outcome, and only a problem");
        }
    }

    /** A step of a visit and when it was done. */
    public record StepTaken(String step, Instant at) {}

    /** The post as it was seen, or as much of it as is known. */
    public record SeenInReceipt(
            long id,
            @Nullable String url,
            @Nullable String slug,
            @Nullable String status,
            @Nullable String contentHash,
            @JsonInclude(NON_EMPTY) List<Difference> notApplied,
            @JsonInclude(NON_NULL) @Nullable UpdateDone update) {

        public SeenInReceipt {
            notApplied = List.copyOf(notApplied);
        }

        /** Without a word on what was not applied. */
        public SeenInReceipt(
                long id,
                @Nullable String url,
                @Nullable String slug,
                @Nullable String status,
                @Nullable String contentHash) {
            this(id, url, slug, status, contentHash, List.of(), null);
        }

        /** A post of which nothing is known but that it is this one. */
        public static SeenInReceipt ofId(PostId id) {
            return new SeenInReceipt(id.value(), null, null, null, null);
        }
    }

    /**
     * What was done to the fields of a post that was public before, by the request's names of them.
     *
     * @param did unchanged where all stood as wanted and nothing was sent, else changed
     * @param sent in this update
     * @param overwrote those that an editor had changed
     * @param kept what an editor changed, and the site's policy leaves so
     */
    public record UpdateDone(
            String did,
            List<String> sent,
            @JsonInclude(NON_EMPTY) List<String> overwrote,
            @JsonInclude(NON_EMPTY) List<String> kept) {

        public UpdateDone(List<String> sent, List<String> overwrote, List<String> kept) {
            this(sent.isEmpty() ? "unchanged" : "changed", sent, overwrote, kept);
        }
    }

    /** A field that the site shows otherwise than was asked for; the code is stable. */
    public record Difference(String field, String code, String detail) {}

    /** A fact about a claimed entry, without post, problem or next attempt. */
    public static Receipt of(ReceiptKind kind, Claim claim, List<StepTaken> steps) {
        return new Receipt(
                kind,
                claim.publication(),
                claim.jobId(),
                claim.site(),
                claim.slot().generation(),
                claim.wanted().revision(),
                claim.attempt(),
                null,
                null,
                null,
                null,
                steps,
                claim.inboxAt(),
                claim.traceparent());
    }

    /** A fact about a request that no visit has been made for. */
    public static Receipt of(ReceiptKind kind, LedgerRequest request, int generation) {
        return new Receipt(
                kind,
                request.publication(),
                request.jobId(),
                request.site(),
                generation,
                request.revision(),
                0,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                request.traceparent());
    }

    /** A fact about an entry that nobody visits. */
    public static Receipt of(ReceiptKind kind, Unvisited entry) {
        return new Receipt(
                kind,
                entry.slot().publication(),
                entry.jobId(),
                entry.site(),
                entry.slot().generation(),
                entry.revision(),
                entry.attempt(),
                null,
                null,
                null,
                null,
                List.of(),
                entry.inboxAt(),
                entry.traceparent());
    }

    /** The same about an earlier revision, which was found when this one was given up. */
    public Receipt about(long earlier) {
        return new Receipt(
                kind,
                publication,
                jobId,
                site,
                generation,
                earlier,
                attempt,
                post,
                problem,
                outcome,
                nextAttemptIn,
                steps,
                inboxAt,
                traceparent);
    }

    /** The same, with the post that was seen. */
    public Receipt showing(@Nullable SeenInReceipt seen) {
        return with(seen, problem, outcome, nextAttemptIn);
    }

    /** The same, with what stood in the way and when it is tried again. */
    public Receipt because(Problem reason, String filedUnder, @Nullable Duration again) {
        return with(post, reason, filedUnder, again);
    }

    /** The same, with the time until the next attempt. */
    public Receipt next(Duration again) {
        return with(post, problem, outcome, again);
    }

    private Receipt with(
            @Nullable SeenInReceipt seen,
            @Nullable Problem reason,
            @Nullable String filedUnder,
            @Nullable Duration again) {
        return new Receipt(
                kind,
                publication,
                jobId,
                site,
                generation,
                revision,
                attempt,
                seen,
                reason,
                filedUnder,
                again,
                steps,
                inboxAt,
                traceparent);
    }
}
