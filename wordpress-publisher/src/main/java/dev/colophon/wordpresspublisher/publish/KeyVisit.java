package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.protocol.Evidence;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publish.Visit.ClaimLost;
import dev.colophon.wordpresspublisher.wordpress.Companion;
import org.jspecify.annotations.Nullable;

/**
 * The part of a visit that goes by the site's key. No create leaves without a committed intent, and from that on no other road
 * is taken: only a visit that began it, and knows that the site did nothing, takes the intent back.
 */
final class KeyVisit {

    private final Visit visit;
    private final SiteOfVisit site;
    private final KeyTransactions transactions;
    private final CrashPoints crash;

    KeyVisit(Visit visit, SiteOfVisit site, KeyTransactions transactions, CrashPoints crash) {
        this.visit = visit;
        this.site = site;
        this.transactions = transactions;
        this.crash = crash;
    }

    /** Asked only where it matters: of a post on record it does not. */
    boolean areTaken() throws WordPressFailed {
        return visit.standing().onRecord() instanceof OnRecord.Nothing(var keyed)
                && (keyed || !visit.standing().wanted().endTold())
                && site.companion(visit.claim().kind(), visit.claim().slot(), keyed)
                        .isPresent();
    }

    Evidence perform(NextStep.ByKey act) throws WordPressFailed, ClaimLost {
        return switch (act) {
            case NextStep.CreateByKey _ -> create(companion());
            case NextStep.Fence(var refusal) -> {
                Companion companion = companion();
                var post = visit.asked(
                        Step.LOOKED_UP, () -> companion.fence(visit.claim().token()));
                yield new Evidence.Fenced(post.orElse(null), refusal);
            }
            case NextStep.RecordKey(var post, var shown) -> record(post, shown);
            case NextStep.ForgetKey(var refusal) -> {
                forget();
                yield new Evidence.KeyForgotten(refusal);
            }
        };
    }

    private Evidence create(Companion companion) throws WordPressFailed, ClaimLost {
        boolean begunBefore = visit.standing().onRecord() instanceof OnRecord.Nothing(var keyed) && keyed;
        try {
            visit.illustrate();
        } catch (WordPressFailed failed) {
            if (failed.failure() instanceof WordPressFailure.Permanent(var problem)) {
                return new Evidence.RefusedByKey(problem);
            }
            throw failed;
        }
        crash.before(Step.INTENDED);
        if (!transactions.intend(visit.claim())) {
            throw new ClaimLost();
        }
        visit.keyed(true);
        crash.after(Step.INTENDED);
        try {
            var made = visit.asked(
                    Step.PUBLISHED,
                    () -> companion.create(
                            visit.claim().content(), visit.claim().token()));
            return new Evidence.MadeByKey(made.id(), made.shown());
        } catch (WordPressFailed failed) {
            if (failed.failure() instanceof WordPressFailure.Permanent(var problem)) {
                return new Evidence.RefusedByKey(problem);
            }
            if (!begunBefore && nothingCameOf(failed.failure())) {
                forget();
            }
            throw failed;
        }
    }

    /** Of what left us and was not proved to be without effect, a post may yet come. */
    private static boolean nothingCameOf(WordPressFailure failure) {
        return switch (failure) {
            case WordPressFailure.NotSent _, WordPressFailure.NotApplied _ -> true;
            case WordPressFailure.SiteFault(var problem) -> problem.code().equals(Companion.GONE);
            case WordPressFailure.Unknown _,
                    WordPressFailure.Retryable _,
                    WordPressFailure.Permanent _,
                    WordPressFailure.CredentialsLost _,
                    WordPressFailure.Missing _ -> false;
        };
    }

    private Evidence record(PostId post, @Nullable SeenPost shown) throws WordPressFailed, ClaimLost {
        crash.before(Step.CHECKPOINTED);
        Checkpoint checkpoint = transactions.record(visit.claim(), post, shown, visit.upTo(Step.CHECKPOINTED));
        switch (checkpoint) {
            case Checkpoint.Held _ -> visit.reserved(post);
            case Checkpoint.Taken(var recorded) ->
                throw new IllegalStateException("post " + recorded + " is on record, the key's is " + post);
            case Checkpoint.LeaseLost _ -> throw new ClaimLost();
        }
        visit.done(Step.CHECKPOINTED);
        boolean verify = shown != null && companion().verifies();
        return new Evidence.KeyOnRecord(post, verify ? visit.seen(post).orElse(null) : shown);
    }

    private void forget() throws ClaimLost {
        if (!transactions.forget(visit.claim())) {
            throw new ClaimLost();
        }
        visit.keyed(false);
    }

    private Companion companion() throws WordPressFailed {
        return site.companion(visit.claim().kind(), visit.claim().slot(), true)
                .orElseThrow(() -> new WordPressFailed(new WordPressFailure.SiteFault(new Problem(
                        Companion.GONE,
                        "The story was sent under a key, and the site's companion plugin is not there to say what became of it.",
                        null))));
    }
}
