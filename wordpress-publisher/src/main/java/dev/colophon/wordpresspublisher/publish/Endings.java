package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.RetryPolicy;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Trouble;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Verdict;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publish.RecordOutcome.Ending;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.SeenInReceipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the end of a visit into what is recorded of it: ledger outcome and receipt. Pure but for the jitter. A second look at a
 * revision whose end was told may find it changed; that it could not look takes nothing back, and is only logged.
 */
final class Endings {

    private final RetryPolicy policy;
    private final PublishProperties properties;
    private final DoubleSupplier jitter;

    Endings(RetryPolicy policy, PublishProperties properties, DoubleSupplier jitter) {
        this.policy = policy;
        this.properties = properties;
        this.jitter = jitter;
    }

    /** Of a visit that the protocol ended. */
    Ending of(Claim claim, NextStep.End end, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        return switch (end) {
            case NextStep.RecordPublic(var post) ->
                settled(claim, RemoteState.PUBLIC, ReceiptKind.PUBLISHED, seen(post), post, steps, unsettled);
            case NextStep.RecordHeld(var post) ->
                settled(claim, RemoteState.HELD, ReceiptKind.UNPUBLISHED, seen(post), post, steps, unsettled);
            case NextStep.RecordRemoved(var id, var post, var detail) ->
                removed(claim, id, post, detail, steps, unsettled);
            case NextStep.StillTrue _ ->
                new Ending(
                        "still_true",
                        new Outcome.Unchanged(unsettled, readBackAfter(claim, unsettled)),
                        null,
                        null,
                        null);
            case NextStep.WaitForLateRequest(var until) ->
                waiting(claim, Duration.between(claim.claimedAt(), until), steps, unsettled);
            case NextStep.NotApplied(var problem) ->
                of(claim, new WordPressFailure.NotApplied(problem), steps, unsettled);
            case NextStep.Fail(var problem) -> of(claim, new WordPressFailure.Permanent(problem), steps, unsettled);
            case NextStep.Park(var problem) -> parked(claim, problem, "permanent", steps, unsettled);
        };
    }

    /** Of a visit that could not go on. */
    Ending of(Claim claim, WordPressFailure failure, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        Trouble past = claim.trouble();
        Trouble trouble = new Trouble(past.failures(), past.strikes(), past.waiting(), unsettled != null);
        return switch (policy.judge(failure, trouble, jitter)) {
            case Verdict.Again again -> again(claim, again, failure, steps, unsettled);
            case Verdict.Parked(var problem, var outcome) -> parked(claim, problem, outcome, steps, unsettled);
            case Verdict.Failed(var problem, var outcome) ->
                ending(
                        claim,
                        ReceiptKind.FAILED,
                        problem,
                        outcome,
                        troubled(ReceiptKind.FAILED, problem, unsettled),
                        steps);
        };
    }

    private Ending settled(
            Claim claim,
            RemoteState state,
            ReceiptKind kind,
            SeenInReceipt shown,
            SeenPost post,
            List<StepTaken> steps,
            @Nullable Unsettled unsettled) {
        var outcome = new Outcome.Settled(state, post, unsettled, readBackAfter(claim, unsettled));
        var receipt = isTold(claim, state, post)
                ? null
                : Receipt.of(kind, claim, steps).showing(shown);
        return new Ending(kind.word(), outcome, null, receipt, null);
    }

    /** A second look that had to put right what a late request of ours had undone: the end was told, and stands again. */
    private static boolean isTold(Claim claim, RemoteState state, SeenPost post) {
        return claim.wanted().settled()
                && claim.onRecord() instanceof OnRecord.Post recorded
                && recorded.state() == state
                && Objects.equals(recorded.contentHash(), post.contentHash());
    }

    /** Whoever once met an unknown end looks again after T_max; after that look all is certain. */
    private @Nullable Duration readBackAfter(Claim claim, @Nullable Unsettled unsettled) {
        boolean met = unsettled != null
                || (claim.unsettled() != null && !claim.wanted().settled());
        return met ? properties.lateRequestBound() : null;
    }

    /** A late request of ours can bring back what is in the trash or withdrawn, so that is looked at again; not what is deleted. */
    private Ending removed(
            Claim claim,
            PostId id,
            @Nullable SeenPost post,
            String detail,
            List<StepTaken> steps,
            @Nullable Unsettled unsettled) {
        var problem = new Problem("WP_POST_REMOVED", detail, post == null ? 404 : 200);
        var shown = post == null ? new SeenInReceipt(id.value(), null, null, null, null) : seen(post);
        var receipt =
                Receipt.of(ReceiptKind.REMOVED, claim, steps).showing(shown).because(problem, "permanent", null);
        Unsettled open = post == null ? null : unsettled;
        var outcome =
                new Outcome.Settled(RemoteState.REMOVED, post, open, open == null ? null : readBackAfter(claim, open));
        return new Ending("removed", outcome, problem, receipt, null);
    }

    private static Ending waiting(Claim claim, Duration until, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        var problem = new Problem(
                "WP_LATE_REQUEST_POSSIBLE",
                "An earlier request without an answer may still land at the site; the new state is sent after that.",
                null);
        var outcome = new Outcome.Troubled("unconfirmed", problem.code(), false, false, until, unsettled);
        var receipt = Receipt.of(ReceiptKind.UNCONFIRMED, claim, steps).because(problem, "unknown", until);
        return new Ending("waiting", outcome, problem, receipt, null);
    }

    private Ending again(
            Claim claim,
            Verdict.Again again,
            WordPressFailure failure,
            List<StepTaken> steps,
            @Nullable Unsettled unsettled) {
        ReceiptKind kind = again.unconfirmed() ? ReceiptKind.UNCONFIRMED : ReceiptKind.DEFERRED;
        var problem = again.problem();
        var outcome = new Outcome.Troubled(kind.word(), problem.code(), true, again.strike(), again.delay(), unsettled);
        var receipt = Receipt.of(kind, claim, steps).because(problem, again.outcome(), again.delay());
        boolean nothingNew = claim.wanted().settled() || (!again.strike() && told(claim, kind, problem, again.delay()));
        var lost = failure instanceof WordPressFailure.CredentialsLost credentials ? credentials : null;
        return new Ending(kind.word(), outcome, problem, nothingNew ? null : receipt, lost);
    }

    private boolean told(Claim claim, ReceiptKind kind, Problem problem, Duration delay) {
        Claim.Told told = claim.told();
        return told != null
                && told.kind().equals(kind.word())
                && told.code().equals(problem.code())
                && told.ago().compareTo(properties.repeatReceiptAfter()) < 0
                && !stale(told, claim.claimedAt().plus(delay));
    }

    /** Whoever reads the status must not be told of an attempt that lies well in the past. */
    private boolean stale(Claim.Told told, Instant next) {
        Instant announced = told.announced();
        return announced != null && next.isAfter(announced.plus(properties.announcedLatitude()));
    }

    private static Ending parked(
            Claim claim, Problem problem, String outcome, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        return ending(
                claim, ReceiptKind.PARKED, problem, outcome, troubled(ReceiptKind.PARKED, problem, unsettled), steps);
    }

    private static Outcome troubled(ReceiptKind kind, Problem problem, @Nullable Unsettled unsettled) {
        return new Outcome.Troubled(kind.word(), problem.code(), true, false, null, unsettled);
    }

    private static Ending ending(
            Claim claim, ReceiptKind kind, Problem problem, String filedUnder, Outcome outcome, List<StepTaken> steps) {
        var receipt = Receipt.of(kind, claim, steps).because(problem, filedUnder, null);
        return new Ending(kind.word(), outcome, problem, claim.wanted().settled() ? null : receipt, null);
    }

    private static SeenInReceipt seen(SeenPost post) {
        return new SeenInReceipt(
                post.id().value(),
                post.isPublic() ? post.link() : null,
                post.slug(),
                post.status().word().toLowerCase(Locale.ROOT),
                post.contentHash());
    }
}
