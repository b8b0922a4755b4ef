package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.RetryPolicy;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Shown;
import dev.colophon.wordpresspublisher.protocol.Trouble;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Verdict;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.Difference;
import dev.colophon.wordpresspublisher.receipt.Receipt.SeenInReceipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.receipt.Receipt.UpdateDone;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.wordpress.FieldDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the end of a visit into what is recorded of it: ledger outcome and receipt. Pure but for the jitter. A second look at a
 * revision whose end was told may find it changed; that it could not look takes nothing back, and is only logged. No revision is
 * given up without saying what readers see, or that it is not known and looked at again.
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
            case NextStep.RecordPublic(var post) -> settled(claim, RemoteState.PUBLIC, post, steps, unsettled);
            case NextStep.RecordHeld(var post) -> settled(claim, RemoteState.HELD, post, steps, unsettled);
            case NextStep.RecordRemoved(var id, var post, var detail) ->
                removed(claim, id, post, detail, steps, unsettled);
            case NextStep.StillTrue _ ->
                new Ending(
                        "still_true",
                        new Outcome.Unchanged(unsettled, readBackAfter(claim, unsettled)),
                        null,
                        List.of(),
                        null);
            case NextStep.RecordShown(var shown) -> corrected(claim, shown, steps, unsettled);
            case NextStep.WaitForLateRequest(var until) ->
                waiting(claim, Duration.between(claim.claimedAt(), until), steps, unsettled);
            case NextStep.NotApplied(var problem, var shown) ->
                of(claim, new WordPressFailure.NotApplied(problem), steps, unsettled, new Sight(true, shown));
            case NextStep.Fail(var problem, var shown) ->
                of(claim, new WordPressFailure.Permanent(problem), steps, unsettled, new Sight(true, shown));
            case NextStep.Park(var problem) ->
                gaveUp(
                        claim,
                        new GivenUp(ReceiptKind.PARKED, problem, "permanent"),
                        steps,
                        unsettled,
                        new Sight(true, null));
        };
    }

    /** Of a visit that could not go on. */
    Ending of(Claim claim, WordPressFailure failure, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        return of(claim, failure, steps, unsettled, new Sight(false, null));
    }

    /** Whether the visit ended with a look at the post, or without one in the way; and what it showed that must be told. */
    private record Sight(boolean had, @Nullable Shown shown) {}

    /** What is told of a revision that was given up. */
    private record GivenUp(ReceiptKind kind, Problem problem, String filedUnder) {}

    private Ending of(
            Claim claim, WordPressFailure failure, List<StepTaken> steps, @Nullable Unsettled unsettled, Sight sight) {
        Trouble past = claim.trouble();
        Trouble trouble = new Trouble(past.failures(), past.strikes(), past.waiting(), unsettled != null);
        return switch (policy.judge(failure, trouble, jitter)) {
            case Verdict.Again again -> again(claim, again, failure, steps, unsettled);
            case Verdict.Parked(var problem, var outcome) ->
                gaveUp(claim, new GivenUp(ReceiptKind.PARKED, problem, outcome), steps, unsettled, sight);
            case Verdict.Failed(var problem, var outcome) ->
                gaveUp(claim, new GivenUp(ReceiptKind.FAILED, problem, outcome), steps, unsettled, sight);
        };
    }

    /** The site shows the wanted revision, or an earlier one, and that is told first; what may still land is looked at later. */
    private Ending gaveUp(Claim claim, GivenUp end, List<StepTaken> steps, @Nullable Unsettled unsettled, Sight sight) {
        Shown shown = sight.shown();
        var problem = end.problem();
        if (shown == null && claim.wanted().endTold()) {
            var outcome = new Outcome.Troubled(end.kind().word(), problem.code(), true, false, null, unsettled);
            return new Ending(end.kind().word(), outcome, problem, List.of(), null);
        }
        if (shown != null && shown.revision() == claim.wanted().revision()) {
            return settled(claim, shown.state(), shown.post(), steps, unsettled);
        }
        boolean certain = sight.had() && unsettled == null;
        boolean mayBePublic = !certain && (unsettled != null || maybeThere(claim.onRecord()));
        var told = mayBePublic ? problem.withUnknownPublicity() : problem;
        List<Receipt> receipts = new ArrayList<>();
        if (shown != null) {
            receipts.add(telling(claim, shown, steps));
        }
        receipts.add(Receipt.of(end.kind(), claim, steps).because(told, end.filedUnder(), null));
        var reason = new Outcome.Reason(end.kind().word(), problem.code());
        var outcome = new Outcome.GivenUp(reason, shown, certain ? null : properties.lateRequestBound(), unsettled);
        return new Ending(end.kind().word(), outcome, told, receipts, null);
    }

    /** A post is on record, or a create under a key may have made one. */
    private static boolean maybeThere(OnRecord onRecord) {
        return switch (onRecord) {
            case OnRecord.Post _ -> true;
            case OnRecord.Nothing(var keyed) -> keyed;
        };
    }

    /** A look after giving up found what makes the status untrue. */
    private Ending corrected(Claim claim, Shown shown, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        var outcome = new Outcome.GivenUp(null, shown, readBackAfter(claim, unsettled), unsettled);
        return new Ending("corrected", outcome, null, List.of(telling(claim, shown, steps)), null);
    }

    private static Receipt telling(Claim claim, Shown shown, List<StepTaken> steps) {
        return Receipt.of(kind(shown.state()), claim, steps)
                .about(shown.revision())
                .showing(seen(shown.post()));
    }

    private static ReceiptKind kind(RemoteState shown) {
        return shown == RemoteState.PUBLIC ? ReceiptKind.PUBLISHED : ReceiptKind.UNPUBLISHED;
    }

    private Ending settled(
            Claim claim, RemoteState state, SeenPost post, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        ReceiptKind kind = kind(state);
        UpdateTold update = UpdateTold.of(claim, post);
        var outcome = new Outcome.Settled(state, post, unsettled, readBackAfter(claim, unsettled), update.readBack());
        var receipt = Receipt.of(kind, claim, steps).showing(compared(claim, post, update));
        boolean told = isTold(claim, state, post) && !update.overwrote();
        return new Ending(kind.word(), outcome, null, told ? List.of() : List.of(receipt), null);
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
                || (claim.unsettled() != null && !claim.wanted().endTold());
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
        var shown = post == null ? SeenInReceipt.ofId(id) : seen(post);
        var receipt =
                Receipt.of(ReceiptKind.REMOVED, claim, steps).showing(shown).because(problem, "permanent", null);
        Unsettled open = post == null ? null : unsettled;
        var outcome =
                new Outcome.Settled(RemoteState.REMOVED, post, open, open == null ? null : readBackAfter(claim, open));
        return new Ending("removed", outcome, problem, List.of(receipt), null);
    }

    private static Ending waiting(Claim claim, Duration until, List<StepTaken> steps, @Nullable Unsettled unsettled) {
        var problem = new Problem(
                "WP_LATE_REQUEST_POSSIBLE",
                "An earlier request without an answer may still land at the site; the new state is sent after that.",
                null);
        var outcome = new Outcome.Troubled("unconfirmed", problem.code(), false, false, until, unsettled);
        var receipt = Receipt.of(ReceiptKind.UNCONFIRMED, claim, steps).because(problem, "unknown", until);
        return new Ending("waiting", outcome, problem, List.of(receipt), null);
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
        boolean nothingNew = claim.wanted().endTold() || (!again.strike() && told(claim, kind, problem, again.delay()));
        var lost = failure instanceof WordPressFailure.CredentialsLost credentials ? credentials : null;
        return new Ending(kind.word(), outcome, problem, nothingNew ? List.of() : List.of(receipt), lost);
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

    /** What is left to an editor was not asked of the site. */
    private static SeenInReceipt compared(Claim claim, SeenPost post, UpdateTold update) {
        var differences = FieldDifference.of(claim.content(), claim.slot(), claim.kind(), post).stream()
                .filter(one -> !update.kept().contains(one.field()))
                .map(one -> new Difference(one.field(), one.code(), one.detail()))
                .toList();
        return seen(post, differences, update.done());
    }

    private static SeenInReceipt seen(SeenPost post) {
        return seen(post, List.of(), null);
    }

    private static SeenInReceipt seen(SeenPost post, List<Difference> differences, @Nullable UpdateDone update) {
        return new SeenInReceipt(
                post.id().value(),
                post.isPublic() ? post.link() : null,
                post.slug(),
                post.status().word(),
                post.contentHash(),
                differences,
                update);
    }
}
