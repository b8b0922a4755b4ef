package dev.colophon.wordpresspublisher.publish;

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
import dev.colophon.wordpresspublisher.wordpress.Companion;
import dev.colophon.wordpresspublisher.wordpress.WordPress;
import org.jspecify.annotations.Nullable;

/**
 * The part of a visit that goes by the site's key. No create leaves without a committed intent, and from that on no other road
 * is taken: only a visit that began it, and knows that the site did nothing, takes the intent back.
 */
final class KeyVisit {

    private final HeldClaim held;
    private final VisitSteps steps;
    private final MediaVisit media;
    private final SiteOfVisit site;
    private final KeyTransactions transactions;

    KeyVisit(HeldClaim held, VisitSteps steps, MediaVisit media, SiteOfVisit site, KeyTransactions transactions) {
        this.held = held;
        this.steps = steps;
        this.media = media;
        this.site = site;
        this.transactions = transactions;
    }

    /** Asked only where it matters: of a post on record it does not. */
    boolean areTaken() throws WordPressFailed {
        return held.standing().onRecord() instanceof OnRecord.Nothing(var keyed)
                && (keyed || !held.standing().wanted().endTold())
                && site.companion(held.claim().kind(), held.claim().slot(), keyed)
                        .isPresent();
    }

    Evidence perform(NextStep.ByKey act, WordPress wordpress) throws WordPressFailed, ClaimLost {
        return switch (act) {
            case NextStep.CreateByKey _ -> create(companion(), wordpress);
            case NextStep.Fence(var refusal) -> {
                Companion companion = companion();
                var post = steps.asked(
                        Step.LOOKED_UP, () -> companion.fence(held.claim().token()));
                yield new Evidence.Fenced(post.orElse(null), refusal);
            }
            case NextStep.RecordKey(var post, var shown) -> record(post, shown, wordpress);
            case NextStep.ForgetKey(var refusal) -> {
                forget();
                yield new Evidence.KeyForgotten(refusal);
            }
        };
    }

    private Evidence create(Companion companion, WordPress wordpress) throws WordPressFailed, ClaimLost {
        boolean begunBefore = held.standing().onRecord() instanceof OnRecord.Nothing(var keyed) && keyed;
        try {
            held.knows(media.prepared(held.content(), wordpress));
        } catch (WordPressFailed failed) {
            if (failed.failure() instanceof WordPressFailure.Permanent(var problem)) {
                return new Evidence.RefusedByKey(problem);
            }
            throw failed;
        }
        steps.begins(Step.INTENDED);
        if (!transactions.intend(held.claim())) {
            throw new ClaimLost();
        }
        held.keyed(true);
        steps.over(Step.INTENDED);
        try {
            var made = steps.asked(
                    Step.PUBLISHED,
                    () -> companion.create(held.content(), held.claim().token()));
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

    private Evidence record(PostId post, @Nullable SeenPost shown, WordPress wordpress)
            throws WordPressFailed, ClaimLost {
        steps.begins(Step.CHECKPOINTED);
        Checkpoint checkpoint = transactions.record(held.claim(), post, shown, steps.upTo(Step.CHECKPOINTED));
        switch (checkpoint) {
            case Checkpoint.Held _ -> held.reserved(post);
            case Checkpoint.Taken(var recorded) ->
                throw new IllegalStateException("post " + recorded + " is on record, the key's is " + post);
            case Checkpoint.LeaseLost _ -> throw new ClaimLost();
        }
        steps.done(Step.CHECKPOINTED);
        boolean verify = shown != null && companion().verifies();
        return new Evidence.KeyOnRecord(
                post,
                verify ? steps.asked(Step.VERIFIED, () -> wordpress.look(post)).orElse(null) : shown);
    }

    private void forget() throws ClaimLost {
        if (!transactions.forget(held.claim())) {
            throw new ClaimLost();
        }
        held.keyed(false);
    }

    private Companion companion() throws WordPressFailed {
        return site.companion(held.claim().kind(), held.claim().slot(), true)
                .orElseThrow(() -> new WordPressFailed(new WordPressFailure.SiteFault(new Problem(
                        Companion.GONE,
                        "The story was sent under a key, and the site's companion plugin is not there to say what became of it.",
                        null))));
    }
}
