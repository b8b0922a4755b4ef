package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.Evidence;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.Protocol;
import dev.colophon.wordpresspublisher.protocol.Stage;
import dev.colophon.wordpresspublisher.protocol.Standing;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.wordpress.WordPress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One visit to a site for one claim: asks the protocol for the next step, does it, and hands back what was learned, until the
 * protocol ends the visit. Decides nothing itself. No transaction is open while it speaks to the site.
 */
final class Visit {

    private static final int MOST_STEPS = 24;

    private final Claim claim;
    private final WordPress wordpress;
    private final CheckpointPost checkpointPost;
    private final IntendWrite intendWrite;
    private final CrashPoints crash;
    private final InstantSource clock;
    private final List<StepTaken> steps = new ArrayList<>();

    private Standing standing;
    private @Nullable Change unanswered;

    Visit(
            Claim claim,
            Standing standing,
            WordPress wordpress,
            CheckpointPost checkpointPost,
            IntendWrite intendWrite,
            CrashPoints crash,
            InstantSource clock) {
        this.claim = claim;
        this.standing = standing;
        this.wordpress = wordpress;
        this.checkpointPost = checkpointPost;
        this.intendWrite = intendWrite;
        this.crash = crash;
        this.clock = clock;
        steps.add(new StepTaken(Step.CLAIMED.word(), claim.claimedAt()));
    }

    /** The claim has passed to another holder: nothing more may be sent or recorded. */
    static final class ClaimLost extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Goes on until the protocol says what to record. */
    NextStep.End run() throws WordPressFailed, ClaimLost {
        Evidence evidence = new Evidence.Arrived();
        for (int taken = 0; taken < MOST_STEPS; taken++) {
            switch (Protocol.next(standing, evidence)) {
                case NextStep.Act act -> evidence = perform(act);
                case NextStep.End end -> {
                    return end;
                }
            }
        }
        throw new IllegalStateException("the protocol did not end after " + MOST_STEPS + " steps");
    }

    /** What was done and when. */
    List<StepTaken> steps() {
        return List.copyOf(steps);
    }

    /** The write whose answer was lost in this visit, or the earlier one that may still land. */
    @Nullable
    Unsettled unsettled() {
        if (unanswered != null) {
            var wanted = claim.wanted();
            return new Unsettled(clock.instant(), wanted.fingerprint(), wanted.visibility(), unanswered);
        }
        Unsettled earlier = standing.unsettled();
        return earlier != null && standing.now().isBefore(earlier.lastSentAt().plus(standing.lateRequestBound()))
                ? earlier
                : null;
    }

    private Evidence perform(NextStep.Act act) throws WordPressFailed, ClaimLost {
        return switch (act) {
            case NextStep.LookUp(var refusal) -> {
                crash.before(Step.LOOKED_UP);
                var posts = wordpress.lookUp();
                done(Step.LOOKED_UP);
                yield new Evidence.LookedUp(posts, refusal);
            }
            case NextStep.Reserve _ -> reserve();
            case NextStep.Checkpoint(var post, var filled) -> checkpoint(post, filled);
            case NextStep.DropDraft(var ours, var recorded) -> {
                crash.before(Step.DROPPED);
                wordpress.dropDraft(ours);
                standing = standing.reserved(recorded);
                done(Step.DROPPED);
                yield new Evidence.Dropped(recorded);
            }
            case NextStep.Look(var post, var stage) -> look(post, stage);
            case NextStep.Write(var post, var change) -> write(post, change);
        };
    }

    private Evidence reserve() throws WordPressFailed {
        crash.before(Step.RESERVED);
        try {
            PostId draft = wordpress.reserveDraft(claim.content());
            done(Step.RESERVED);
            return new Evidence.Drafted(draft);
        } catch (WordPressFailed failed) {
            if (failed.failure() instanceof WordPressFailure.Permanent(var problem)) {
                return new Evidence.DraftRefused(problem);
            }
            throw failed;
        }
    }

    private Evidence checkpoint(PostId post, boolean filled) throws ClaimLost {
        crash.before(Step.CHECKPOINTED);
        List<StepTaken> upToHere = new ArrayList<>(steps);
        upToHere.add(new StepTaken(Step.CHECKPOINTED.word(), clock.instant()));
        return switch (checkpointPost.of(claim, post, upToHere)) {
            case Checkpoint.Held _ -> {
                standing = standing.reserved(post);
                done(Step.CHECKPOINTED);
                yield new Evidence.Checkpointed(post, filled);
            }
            case Checkpoint.Taken(var recorded) -> {
                standing = standing.reserved(recorded);
                yield new Evidence.Taken(recorded, post);
            }
            case Checkpoint.LeaseLost _ -> throw new ClaimLost();
        };
    }

    private Evidence look(PostId post, Stage stage) throws WordPressFailed {
        Step step = stage instanceof Stage.ReadBack ? Step.VERIFIED : Step.LOOKED;
        crash.before(step);
        Optional<Evidence> seen = wordpress.look(post).map(shown -> new Evidence.Seen(shown, stage));
        done(step);
        return seen.orElseGet(() -> new Evidence.Gone(post));
    }

    private Evidence write(PostId post, Change change) throws WordPressFailed, ClaimLost {
        if (!intendWrite.of(claim, change)) {
            throw new ClaimLost();
        }
        Step step = step(change);
        crash.before(step);
        try {
            wordpress.write(post, change, claim.content());
        } catch (WordPressFailed failed) {
            return refusedOrThrown(post, change, failed);
        }
        done(step);
        return new Evidence.Written(post, change);
    }

    private Evidence refusedOrThrown(PostId post, Change change, WordPressFailed failed) throws WordPressFailed {
        switch (failed.failure()) {
            case WordPressFailure.Permanent(var problem) -> {
                return new Evidence.WriteRefused(post, change, problem);
            }
            case WordPressFailure.Unknown _ -> unanswered = change;
            default -> {}
        }
        throw failed;
    }

    private void done(Step step) {
        steps.add(new StepTaken(step.word(), clock.instant()));
        crash.after(step);
    }

    private static Step step(Change change) {
        return switch (change) {
            case FILL -> Step.FILLED;
            case PUBLISH -> Step.PUBLISHED;
            case UPDATE -> Step.UPDATED;
            case HOLD -> Step.UNPUBLISHED;
        };
    }
}
