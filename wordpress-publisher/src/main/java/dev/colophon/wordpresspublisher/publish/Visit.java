package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.Evidence;
import dev.colophon.wordpresspublisher.protocol.FieldChoice;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.Protocol;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Stage;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Wish;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.wordpress.PostPrints;
import dev.colophon.wordpresspublisher.wordpress.WordPress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One visit to a site for one claim: asks the protocol for the next step, does it, and hands back what was learned, until the
 * protocol ends the visit. Decides nothing itself. No transaction is open while it speaks to the site.
 */
final class Visit {

    private static final int MOST_STEPS = 24;
    private static final long FIRST_OF_ALL = 1;

    private final HeldClaim held;
    private final VisitSteps steps;
    private final SiteOfVisit site;
    private final KeyVisit keys;
    private final MediaVisit media;
    private final VisitTransactions transactions;
    private final InstantSource clock;

    private WordPress wordpress;
    private @Nullable Change unanswered;
    private @Nullable Change written;

    Visit(
            Claim claim,
            Duration lateRequestBound,
            SiteOfVisit site,
            VisitTransactions transactions,
            CrashPoints crash,
            InstantSource clock)
            throws WordPressFailed {
        this.held = new HeldClaim(claim, lateRequestBound);
        this.steps = new VisitSteps(claim.claimedAt(), crash, clock);
        this.site = site;
        this.wordpress = site.open(claim.kind(), claim.slot());
        this.media = new MediaVisit(steps, site, transactions.media());
        this.keys = new KeyVisit(held, steps, media, site, transactions.keys());
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Goes on until the protocol says what to record. */
    NextStep.End run() throws WordPressFailed, ClaimLost {
        held.knows(media.onRecord(held.content()));
        held.becomes(held.claim().as(site.kind(held.claim().placement(), held.content())));
        wordpress = site.open(held.claim().kind(), held.claim().slot());
        held.knows(new ParentVisit(transactions.posts()).placed(held.claim(), wordpress));
        wish();
        boolean byKey = keys.areTaken();
        Evidence evidence = new Evidence.Arrived(byKey, held.claim().token() == FIRST_OF_ALL && site.isKnown());
        for (int taken = 0; taken < MOST_STEPS; taken++) {
            switch (Protocol.next(held.standing(), evidence)) {
                case NextStep.Act act -> evidence = perform(act);
                case NextStep.End end -> {
                    return end;
                }
            }
        }
        throw new IllegalStateException("the protocol did not end after " + MOST_STEPS + " steps");
    }

    /** What is held now: the claim that the visit began with, or its successor in the next generation. */
    Claim claim() {
        return held.claim();
    }

    /** What was done and when. */
    List<StepTaken> steps() {
        return steps.taken();
    }

    /** The write that may still land: one whose answer was lost in this visit, or an earlier one while T_max lasts. */
    @Nullable
    Unsettled mayStillLand() {
        if (unanswered != null) {
            var wanted = held.claim().wanted();
            return new Unsettled(
                    clock.instant(),
                    wanted.fingerprint(),
                    wanted.visibility(),
                    unanswered,
                    held.standing().fillMayLand());
        }
        Unsettled earlier = held.claim().unsettled();
        return earlier != null
                        && held.claim()
                                .claimedAt()
                                .isBefore(earlier.lastSentAt().plus(held.lateRequestBound()))
                ? earlier
                : null;
    }

    /**
     * Of a visit that broke off, the write whose end nobody has seen. That T_max has passed does not end it: a draft found next time
     * may still be our own doing.
     */
    @Nullable
    Unsettled endNotSeen() {
        Unsettled open = mayStillLand();
        Unsettled earlier = held.claim().unsettled();
        if (open != null || earlier == null || written == null) {
            return open != null ? open : earlier;
        }
        var wanted = held.claim().wanted();
        return new Unsettled(
                earlier.lastSentAt(), wanted.fingerprint(), wanted.visibility(), written, earlier.putsBackDraft());
    }

    private Evidence perform(NextStep.Act act) throws WordPressFailed, ClaimLost {
        return switch (act) {
            case NextStep.ByKey byKey -> keys.perform(byKey, wordpress);
            case NextStep.LookUp(var refusal) ->
                new Evidence.LookedUp(steps.asked(Step.LOOKED_UP, wordpress::lookUp), refusal);
            case NextStep.Reserve _ -> reserve();
            case NextStep.Checkpoint(var post, var drafted) -> checkpoint(post, drafted);
            case NextStep.DropDraft(var ours, var recorded) -> {
                steps.told(Step.DROPPED, () -> wordpress.dropDraft(ours));
                held.reserved(recorded);
                yield new Evidence.Dropped(recorded);
            }
            case NextStep.CheckCredentials(var absent) -> {
                steps.told(Step.CREDENTIALS_CHECKED, wordpress::checkCredentials);
                yield new Evidence.Recognised(absent);
            }
            case NextStep.OpenGeneration absence -> openGeneration(absence);
            case NextStep.Look(var post, var stage) -> look(post, stage);
            case NextStep.Write(var post, var change, var choice) -> write(post, change, choice);
        };
    }

    /** The story's image is at the site from now on, and the claim's content knows it. */
    private void illustrate() throws WordPressFailed {
        held.knows(media.prepared(held.content(), wordpress));
    }

    private Evidence reserve() throws WordPressFailed {
        try {
            illustrate();
            return new Evidence.Drafted(steps.asked(Step.RESERVED, () -> wordpress.reserveDraft(held.content())));
        } catch (WordPressFailed failed) {
            if (failed.failure() instanceof WordPressFailure.Permanent(var problem)) {
                return new Evidence.DraftRefused(problem);
            }
            throw failed;
        }
    }

    private Evidence checkpoint(PostId post, @Nullable SeenPost drafted) throws ClaimLost {
        steps.begins(Step.CHECKPOINTED);
        Checkpoint checkpoint = transactions.checkpointPost().of(held.claim(), post, steps.upTo(Step.CHECKPOINTED));
        return switch (checkpoint) {
            case Checkpoint.Held _ -> {
                held.reserved(post);
                steps.done(Step.CHECKPOINTED);
                yield new Evidence.Checkpointed(post, drafted);
            }
            case Checkpoint.Taken(var recorded) -> {
                held.reserved(recorded);
                steps.over(Step.CHECKPOINTED);
                yield new Evidence.Taken(recorded, post);
            }
            case Checkpoint.LeaseLost _ -> throw new ClaimLost();
        };
    }

    private Evidence openGeneration(NextStep.OpenGeneration absence) throws WordPressFailed, ClaimLost {
        steps.begins(Step.GENERATION_OPENED);
        held.becomes(transactions
                .openGeneration()
                .after(absence, held.claim(), steps.upTo(Step.GENERATION_OPENED))
                .orElseThrow(ClaimLost::new));
        wish();
        wordpress = site.open(held.claim().kind(), held.claim().slot());
        steps.done(Step.GENERATION_OPENED);
        return new Evidence.GenerationOpened();
    }

    private Evidence look(PostId post, Stage stage) throws WordPressFailed {
        Step step = stage instanceof Stage.ReadBack ? Step.VERIFIED : Step.LOOKED;
        return steps.asked(step, () -> wordpress.look(post))
                .<Evidence>map(shown -> new Evidence.Seen(shown, stage))
                .orElseGet(() -> new Evidence.Gone(post, stage));
    }

    private Evidence write(PostId post, Change change, @Nullable FieldChoice choice) throws WordPressFailed, ClaimLost {
        Optional<Problem> withoutImage = imageFor(change);
        if (withoutImage.isPresent()) {
            return new Evidence.WriteRefused(post, change, withoutImage.get());
        }
        sending(choice);
        steps.begins(Step.INTENDED);
        if (!transactions.intendWrite().of(held.claim(), change, held.standing().fillMayLand())) {
            throw new ClaimLost();
        }
        steps.over(Step.INTENDED);
        try {
            steps.told(step(change), () -> wordpress.write(post, change, held.content(), choice));
        } catch (WordPressFailed failed) {
            return refusedOrThrown(post, change, failed);
        }
        written = change;
        return new Evidence.Written(post, change);
    }

    private void wish() {
        var prints = PostPrints.wanted(held.claim().slot(), held.claim().kind(), held.content());
        held.wishes(new Wish(site.site().editPolicy(), prints));
    }

    /** Put down with the intent: what the site shows of these from now on may be our own doing. */
    private void sending(@Nullable FieldChoice choice) {
        held.becomes(held.claim().sending(choice == null ? FieldChoice.everything(held.wish()) : choice));
    }

    /** Why there is none for good. What is taken from the public waits for no image: what it lacks is told as not applied. */
    private Optional<Problem> imageFor(Change change) throws WordPressFailed {
        if (change == Change.PUBLISH) {
            return Optional.empty();
        }
        try {
            illustrate();
        } catch (WordPressFailed failed) {
            if (change != Change.HOLD) {
                return switch (failed.failure()) {
                    case WordPressFailure.Permanent(var problem) -> Optional.of(problem);
                    default -> throw failed;
                };
            }
        }
        return Optional.empty();
    }

    private Evidence refusedOrThrown(PostId post, Change change, WordPressFailed failed) throws WordPressFailed {
        switch (failed.failure()) {
            case WordPressFailure.Permanent(var problem) -> {
                written = change; // for all we know
                return new Evidence.WriteRefused(post, change, problem);
            }
            case WordPressFailure.Unknown _ -> unanswered = change;
            default -> {}
        }
        throw failed;
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
