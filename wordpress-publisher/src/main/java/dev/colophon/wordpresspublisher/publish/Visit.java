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
import dev.colophon.wordpresspublisher.protocol.Standing;
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
    private static final long FIRST_OF_ALL = 1;

    private final SiteOfVisit site;
    private final KeyVisit keys;
    private final MediaVisit media;
    private final VisitTransactions transactions;
    private final CrashPoints crash;
    private final InstantSource clock;
    private final List<StepTaken> steps = new ArrayList<>();

    private final Duration lateRequestBound;

    private Claim claim;
    private Wish wish = Wish.whole();
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
        this.claim = claim;
        this.lateRequestBound = lateRequestBound;
        this.site = site;
        this.wordpress = site.open(claim.kind(), claim.slot());
        this.keys = new KeyVisit(this, site, transactions.keys(), crash);
        this.media = new MediaVisit(this, site, transactions.media(), crash);
        this.transactions = transactions;
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
        claim = claim.knowing(media.onRecord(claim.content()));
        claim = claim.as(site.kind(claim.placement(), claim.content()));
        wordpress = site.open(claim.kind(), claim.slot());
        claim = claim.knowing(new ParentVisit(transactions.posts()).placed(claim, wordpress));
        wish();
        boolean byKey = keys.areTaken();
        Evidence evidence = new Evidence.Arrived(byKey, claim.token() == FIRST_OF_ALL && site.isKnown());
        for (int taken = 0; taken < MOST_STEPS; taken++) {
            switch (Protocol.next(standing(), evidence)) {
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
        return claim;
    }

    /** Where that leaves the publication, for the protocol. */
    Standing standing() {
        return claim.standing(lateRequestBound).wishing(wish);
    }

    /** Known from now on: a create under the key may have been carried out, or none ever will be. */
    void keyed(boolean keyed) {
        claim = claim.keyed(keyed);
    }

    /** On record from now on. */
    void reserved(PostId post) {
        claim = claim.reserved(post);
    }

    /** The story's image is at the site from now on, and the claim's content knows it. */
    void illustrate() throws WordPressFailed {
        claim = claim.knowing(media.prepared(claim.content()));
    }

    /** The site, for the slot of the claim. */
    WordPress wordpress() {
        return wordpress;
    }

    /** A look at the post, out of the protocol's turn. */
    Optional<SeenPost> seen(PostId post) throws WordPressFailed {
        return asked(Step.VERIFIED, () -> wordpress.look(post));
    }

    /** What was done and when. */
    List<StepTaken> steps() {
        return List.copyOf(steps);
    }

    /**
     * The same of a visit that broke off. That T_max has passed does not end what nobody has seen the end of: a draft found next time
     * may still be our own doing.
     */
    @Nullable
    Unsettled unsettledStill() {
        Unsettled open = unsettled();
        Unsettled earlier = claim.unsettled();
        if (open != null || earlier == null || written == null) {
            return open != null ? open : earlier;
        }
        var wanted = claim.wanted();
        return new Unsettled(
                earlier.lastSentAt(), wanted.fingerprint(), wanted.visibility(), written, earlier.putsBackDraft());
    }

    /** The write whose answer was lost in this visit, or the earlier one that may still land. */
    @Nullable
    Unsettled unsettled() {
        if (unanswered != null) {
            var wanted = claim.wanted();
            return new Unsettled(
                    clock.instant(),
                    wanted.fingerprint(),
                    wanted.visibility(),
                    unanswered,
                    standing().fillMayLand());
        }
        Unsettled earlier = claim.unsettled();
        return earlier != null
                        && claim.claimedAt().isBefore(earlier.lastSentAt().plus(lateRequestBound))
                ? earlier
                : null;
    }

    private Evidence perform(NextStep.Act act) throws WordPressFailed, ClaimLost {
        return switch (act) {
            case NextStep.ByKey byKey -> keys.perform(byKey);
            case NextStep.LookUp(var refusal) ->
                new Evidence.LookedUp(asked(Step.LOOKED_UP, wordpress::lookUp), refusal);
            case NextStep.Reserve _ -> reserve();
            case NextStep.Checkpoint(var post, var drafted) -> checkpoint(post, drafted);
            case NextStep.DropDraft(var ours, var recorded) -> {
                told(Step.DROPPED, () -> wordpress.dropDraft(ours));
                reserved(recorded);
                yield new Evidence.Dropped(recorded);
            }
            case NextStep.CheckCredentials(var absent) -> {
                told(Step.CREDENTIALS_CHECKED, wordpress::checkCredentials);
                yield new Evidence.Recognised(absent);
            }
            case NextStep.OpenGeneration absence -> openGeneration(absence);
            case NextStep.Look(var post, var stage) -> look(post, stage);
            case NextStep.Write(var post, var change, var choice) -> write(post, change, choice);
        };
    }

    private Evidence reserve() throws WordPressFailed {
        try {
            illustrate();
            return new Evidence.Drafted(asked(Step.RESERVED, () -> wordpress.reserveDraft(claim.content())));
        } catch (WordPressFailed failed) {
            if (failed.failure() instanceof WordPressFailure.Permanent(var problem)) {
                return new Evidence.DraftRefused(problem);
            }
            throw failed;
        }
    }

    private Evidence checkpoint(PostId post, @Nullable SeenPost drafted) throws ClaimLost {
        crash.before(Step.CHECKPOINTED);
        Checkpoint checkpoint = transactions.checkpointPost().of(claim, post, upTo(Step.CHECKPOINTED));
        return switch (checkpoint) {
            case Checkpoint.Held _ -> {
                reserved(post);
                done(Step.CHECKPOINTED);
                yield new Evidence.Checkpointed(post, drafted);
            }
            case Checkpoint.Taken(var recorded) -> {
                reserved(recorded);
                crash.after(Step.CHECKPOINTED);
                yield new Evidence.Taken(recorded, post);
            }
            case Checkpoint.LeaseLost _ -> throw new ClaimLost();
        };
    }

    private Evidence openGeneration(NextStep.OpenGeneration absence) throws WordPressFailed, ClaimLost {
        crash.before(Step.GENERATION_OPENED);
        claim = transactions
                .openGeneration()
                .after(absence, claim, upTo(Step.GENERATION_OPENED))
                .orElseThrow(ClaimLost::new);
        wish();
        wordpress = site.open(claim.kind(), claim.slot());
        done(Step.GENERATION_OPENED);
        return new Evidence.GenerationOpened();
    }

    private Evidence look(PostId post, Stage stage) throws WordPressFailed {
        Step step = stage instanceof Stage.ReadBack ? Step.VERIFIED : Step.LOOKED;
        return asked(step, () -> wordpress.look(post))
                .<Evidence>map(shown -> new Evidence.Seen(shown, stage))
                .orElseGet(() -> new Evidence.Gone(post, stage));
    }

    private Evidence write(PostId post, Change change, @Nullable FieldChoice choice) throws WordPressFailed, ClaimLost {
        Optional<Problem> withoutImage = imageFor(change);
        if (withoutImage.isPresent()) {
            return new Evidence.WriteRefused(post, change, withoutImage.get());
        }
        sending(choice);
        crash.before(Step.INTENDED);
        if (!transactions.intendWrite().of(claim, change, standing().fillMayLand())) {
            throw new ClaimLost();
        }
        crash.after(Step.INTENDED);
        try {
            told(step(change), () -> wordpress.write(post, change, claim.content(), choice));
        } catch (WordPressFailed failed) {
            return refusedOrThrown(post, change, failed);
        }
        written = change;
        return new Evidence.Written(post, change);
    }

    private void wish() {
        var prints = PostPrints.wanted(claim.slot(), claim.kind(), claim.content());
        wish = new Wish(site.site().editPolicy(), prints);
    }

    /** Put down with the intent: what the site shows of these from now on may be our own doing. */
    private void sending(@Nullable FieldChoice choice) {
        claim = claim.sending(choice == null ? FieldChoice.everything(wish) : choice);
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

    /** A question to the site. The step is over, for the crash switch, when the request has returned or failed. */
    <T> T asked(Step step, Question<T> question) throws WordPressFailed {
        crash.before(step);
        T answer;
        try {
            answer = question.ask();
        } catch (WordPressFailed failed) {
            crash.after(step);
            throw failed;
        }
        done(step);
        return answer;
    }

    private void told(Step step, Order order) throws WordPressFailed {
        asked(step, () -> {
            order.give();
            return step;
        });
    }

    @FunctionalInterface
    interface Question<T> {
        T ask() throws WordPressFailed;
    }

    @FunctionalInterface
    private interface Order {
        void give() throws WordPressFailed;
    }

    List<StepTaken> upTo(Step step) {
        List<StepTaken> upToHere = new ArrayList<>(steps);
        upToHere.add(new StepTaken(step.word(), clock.instant()));
        return upToHere;
    }

    void done(Step step) {
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
