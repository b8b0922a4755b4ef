package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.Evidence;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Protocol;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.protocol.Stage;
import dev.colophon.wordpresspublisher.protocol.Standing;
import dev.colophon.wordpresspublisher.protocol.Wanted;
import java.time.Duration;
import java.util.Set;

/** The next step of a visit: the product's own {@link Protocol}, or a copy of it that lacks one guard. */
@FunctionalInterface
interface Decision {

    NextStep next(Standing standing, Evidence evidence);

    /** The product's protocol with these guards taken away. */
    static Decision without(Set<Guard> off) {
        Decision decision = Protocol::next;
        if (off.contains(Guard.WAIT_FOR_LATE_REQUESTS)) {
            decision = withoutWaiting(decision);
        }
        if (off.contains(Guard.PUBLISH_ONLY_THE_STORED_ID)) {
            decision = publishingItsOwnDraft(decision);
        }
        if (off.contains(Guard.DELETE_ONLY_IF_ANOTHER_ID)) {
            decision = deletingBlindly(decision);
        }
        if (off.contains(Guard.OPEN_ONLY_AFTER_ABSENCE)) {
            decision = openingAtOnce(decision);
        }
        if (off.contains(Guard.REMOVED_STAYS_REMOVED)) {
            decision = forgettingTheRemoval(decision);
        }
        if (off.contains(Guard.REMEMBER_THE_STATUS_SENT)) {
            decision = forgettingTheStatus(decision);
        }
        if (off.contains(Guard.SAY_WHAT_IS_PUBLIC)) {
            decision = failingSilently(decision);
        }
        if (off.contains(Guard.ONLY_LOOK_AFTER_GIVING_UP)) {
            decision = neverGivingUp(decision);
        }
        if (off.contains(Guard.STAY_WITH_THE_KEY)) {
            decision = leavingTheKey(decision);
        }
        if (off.contains(Guard.LOOK_BEFORE_WRITE)) {
            decision = believingTheLedger(decision);
        }
        return decision;
    }

    private static Decision withoutWaiting(Decision decision) {
        return (standing, evidence) -> decision.next(
                new Standing(
                        standing.slot(),
                        standing.wanted(),
                        standing.onRecord(),
                        standing.unsettled(),
                        standing.now(),
                        Duration.ZERO),
                evidence);
    }

    private static Decision publishingItsOwnDraft(Decision decision) {
        return (standing, evidence) -> switch (evidence) {
            case Evidence.Taken(var _, var ours) -> new NextStep.Look(ours, new Stage.Filled());
            case Evidence.Seen(var post, var _) -> decision.next(standing.reserved(post.id()), evidence);
            default -> decision.next(standing, evidence);
        };
    }

    private static Decision deletingBlindly(Decision decision) {
        return (standing, evidence) -> evidence instanceof Evidence.Taken(var recorded, var ours)
                ? new NextStep.DropDraft(ours, recorded)
                : decision.next(standing, evidence);
    }

    /** A retry opens the next generation whatever the site shows. */
    private static Decision openingAtOnce(Decision decision) {
        return (standing, evidence) -> evidence instanceof Evidence.Arrived
                        && standing.wanted().overrides()
                        && standing.onRecord() instanceof OnRecord.Post post
                ? new NextStep.OpenGeneration(post.id(), "not looked")
                : decision.next(standing, evidence);
    }

    /** Where the plugin is gone, a story that was begun under a key is begun anew. */
    private static Decision leavingTheKey(Decision decision) {
        return (standing, evidence) -> evidence instanceof Evidence.Arrived(var keys, var _)
                        && !keys
                        && standing.onRecord() instanceof OnRecord.Nothing
                ? decision.next(standing.keyed(false), evidence)
                : decision.next(standing, evidence);
    }

    private static Decision forgettingTheRemoval(Decision decision) {
        return (standing, evidence) -> decision.next(
                standing.onRecord() instanceof OnRecord.Post post && post.state() == RemoteState.REMOVED
                        ? standing.reserved(post.id())
                        : standing,
                evidence);
    }

    private static Decision forgettingTheStatus(Decision decision) {
        return (standing, evidence) -> decision.next(
                standing.onRecord() instanceof OnRecord.Post post
                        ? onRecord(
                                standing,
                                new OnRecord.Post(
                                        post.id(),
                                        post.state(),
                                        post.slug(),
                                        post.contentHash(),
                                        false,
                                        post.publicRevision(),
                                        post.heldRevision()))
                        : standing,
                evidence);
    }

    private static Decision failingSilently(Decision decision) {
        return (standing, evidence) -> switch (decision.next(standing, evidence)) {
            case NextStep.Fail(var problem, var _) -> new NextStep.Fail(problem, null);
            case NextStep.RecordPublic _
            when evidence instanceof Evidence.Seen(var _, var stage)
                    && stage instanceof Stage.AfterRefusal(var change, var problem)
                    && change != Change.PUBLISH -> new NextStep.Fail(problem, null);
            case NextStep step -> step;
        };
    }

    /** What was given up is gone on with. */
    private static Decision neverGivingUp(Decision decision) {
        return (standing, evidence) -> {
            Wanted wanted = standing.wanted();
            var again = new Wanted(
                    wanted.revision(),
                    wanted.visibility(),
                    wanted.fingerprint(),
                    wanted.settled(),
                    false,
                    wanted.overrides());
            return decision.next(
                    new Standing(
                            standing.slot(),
                            again,
                            standing.onRecord(),
                            standing.unsettled(),
                            standing.now(),
                            standing.lateRequestBound()),
                    evidence);
        };
    }

    private static Standing onRecord(Standing standing, OnRecord.Post post) {
        return new Standing(
                standing.slot(),
                standing.wanted(),
                post,
                standing.unsettled(),
                standing.now(),
                standing.lateRequestBound());
    }

    /** Takes the state on record for what the site would show. */
    private static Decision believingTheLedger(Decision decision) {
        return (standing, evidence) -> {
            NextStep step = decision.next(standing, evidence);
            while (step instanceof NextStep.Look(var id, var stage)
                    && (stage instanceof Stage.Arriving || stage instanceof Stage.Filled)
                    && standing.onRecord() instanceof OnRecord.Post recorded) {
                SeenStatus status = recorded.state() == RemoteState.PUBLIC ? SeenStatus.PUBLISH : SeenStatus.DRAFT;
                var believed =
                        new SeenPost(id, status, standing.slot().technicalSlug(), "", recorded.contentHash(), true);
                step = decision.next(standing, new Evidence.Seen(believed, stage));
            }
            return step;
        };
    }
}
