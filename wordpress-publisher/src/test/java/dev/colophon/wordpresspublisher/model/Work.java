package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.Evidence;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publish.RecordedEnding;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does, in the order of {@code Visit}, {@code PublishStory} and {@code RecordOutcome}: claim, one act after
 * another as the protocol says, and the record of the end. One call is one step, between any two of which it may die.
 */
final class Work {

    static final Problem LOST = new Problem("WP_NO_ANSWER", "lost", null);
    static final Problem UNREACHABLE = new Problem("WP_UNREACHABLE", "not sent", null);
    static final Problem COMPANION_GONE = new Problem("WP_COMPANION_GONE", "gone", null);
    static final Problem REFUSED = new Problem("WP_REFUSED_CONTENT", "refused", 400);

    private final Bounds bounds;
    private final Acts acts;
    private final Decision decision;
    private final VisitEnds ends;

    /** A receipt whose state has been committed without it: only where the guard of the one transaction is off. */
    record Untold(ReceiptKind kind) {}

    Work(Bounds bounds, Acts acts) {
        this.bounds = bounds;
        this.acts = acts;
        this.decision = Decision.without(bounds.off());
        this.ends = new VisitEnds(bounds, acts);
    }

    /** {@code keys}: what the worker believes of the site's plugin, which may be old news. */
    void claim(World world, Errand errand, boolean keys) {
        ModelLedger row = world.row;
        boolean first = !row.visited;
        row.claim();
        errand.free = false;
        errand.token = row.token;
        errand.generation = row.generation;
        errand.revision = row.revision;
        errand.wish = row.wish;
        errand.settled = row.settledRevision == row.revision;
        errand.givenUp = row.givenUp;
        errand.overrides = row.overrides;
        errand.recordId = row.remoteId;
        errand.recordState = row.remoteState == null ? RemoteState.RESERVED : row.remoteState;
        errand.recordStatusSent = row.statusSent;
        errand.recordHash = row.hash;
        errand.recordPublic = row.publicRevision;
        errand.recordHeld = row.heldRevision;
        errand.unsettledChange = row.unsettledChange;
        errand.unsettledWish = row.unsettledWish;
        errand.unsettledAfterFill = row.unsettledAfterFill;
        errand.unsettledLong = row.unsettledLong;
        errand.strikes = row.strikes;
        errand.againstEditor = Judge.removedByEditor(world);
        errand.keyed = row.keyed && row.remoteId == 0;
        errand.keyedBefore = errand.keyed;
        learn(errand, new Evidence.Arrived(keys && row.remoteId == 0, first));
    }

    /** Does the next act up to where a write leaves, or records the end. */
    void advance(World world, Errand errand) {
        switch (acts.act(errand.next)) {
            case NextStep.Act act -> perform(world, errand, act);
            case Untold(var kind) -> {
                world.told = kind;
                errand.forget();
            }
            default -> record(world, errand);
        }
    }

    /** Whether the next act only reads at the site: it can fail, and leaves nothing there. */
    boolean looks(Errand errand) {
        Object act = acts.act(errand.next);
        return act instanceof NextStep.LookUp
                || act instanceof NextStep.Fence
                || act instanceof NextStep.Look
                || act instanceof NextStep.CheckCredentials;
    }

    boolean ends(Errand errand) {
        return !(acts.act(errand.next) instanceof NextStep.Act);
    }

    /** The request on its way; only while one is. */
    Request request(Errand errand) {
        return switch (acts.act(errand.next)) {
            case NextStep.Reserve _ ->
                new Request(Request.Kind.CREATE, 0, null, errand.wish, errand.generation, false, false);
            case NextStep.CreateByKey _ ->
                new Request(Request.Kind.KEYED, 0, null, errand.wish, errand.generation, false, false);
            case NextStep.Write(var id, var change, var _) ->
                new Request(
                        Request.Kind.WRITE,
                        (int) id.value(),
                        change,
                        errand.wish,
                        errand.generation,
                        errand.againstEditor,
                        false);
            case NextStep.DropDraft(var ours, var _) ->
                new Request(
                        Request.Kind.DELETE, (int) ours.value(), null, errand.wish, errand.generation, false, false);
            default -> throw new IllegalStateException("nothing is on its way");
        };
    }

    /** The site has executed the request, or found no post; the answer arrives. */
    void answered(Errand errand, int created, boolean found) {
        errand.sent = false;
        switch (acts.act(errand.next)) {
            case NextStep.Reserve _ ->
                learn(
                        errand,
                        new Evidence.Drafted(Posts.drafted(created, Standpoint.slot(errand.generation), errand.wish)));
            case NextStep.Write(var id, var change, var _) -> {
                if (found) {
                    wrote(errand, change);
                    learn(errand, new Evidence.Written(id, change));
                } else {
                    fail(errand, new WordPressFailure.SiteFault(new Problem("WP_POST_GONE", "gone", 404)));
                }
            }
            case NextStep.DropDraft(var _, var standing) -> {
                reserved(errand, standing);
                learn(errand, new Evidence.Dropped(standing));
            }
            default -> throw new IllegalStateException("nothing was asked for");
        }
    }

    /** The key's post is there, made by this request or by another one. */
    void answeredByKey(World world, Errand errand, int id) {
        errand.sent = false;
        if (id == 0) {
            fail(errand, new WordPressFailure.SiteFault(COMPANION_GONE));
            nothingCame(world, errand);
            return;
        }
        int wanted = errand.wish.isPublic() ? Posts.PUBLIC : Posts.DRAFT;
        boolean asWanted = Wish.of(world.keyWish[errand.generation]) == errand.wish && world.posts.status[id] == wanted;
        SeenPost shown = asWanted
                ? world.posts.look(id, Standpoint.slot(errand.generation)).orElseThrow()
                : null;
        learn(errand, new Evidence.MadeByKey(new PostId(id), shown));
    }

    /** The site says 400. False: such a request is not refused in the model. */
    boolean refused(Errand errand) {
        switch (acts.act(errand.next)) {
            case NextStep.Reserve _ -> learn(errand, new Evidence.DraftRefused(REFUSED));
            case NextStep.CreateByKey _ -> learn(errand, new Evidence.RefusedByKey(REFUSED));
            case NextStep.Write(var id, var change, var _) -> {
                wrote(errand, change);
                learn(errand, new Evidence.WriteRefused(id, change, REFUSED));
            }
            default -> {
                return false;
            }
        }
        errand.sent = false;
        return true;
    }

    /** The answer never comes. */
    void unanswered(Errand errand) {
        if (acts.act(errand.next) instanceof NextStep.Write(var _, var change, var _)) {
            errand.unanswered = bounds.guarded(Guard.UNKNOWN_IS_KEPT) ? change : null;
        }
        fail(errand, new WordPressFailure.Unknown(LOST));
    }

    void notSent(World world, Errand errand) {
        boolean byKey = acts.act(errand.next) instanceof NextStep.CreateByKey;
        fail(errand, new WordPressFailure.NotSent(UNREACHABLE));
        if (byKey) {
            nothingCame(world, errand);
        }
    }

    /** Only the visit that began it knows that nothing else is on its way. */
    private static void nothingCame(World world, Errand errand) {
        if (errand.keyedBefore) {
            return;
        }
        if (forgotten(world, errand)) {
            errand.keyed = false;
        } else {
            errand.forget();
        }
    }

    private static boolean forgotten(World world, Errand errand) {
        boolean ours = world.row.forgetKey(errand.generation, errand.token);
        if (ours && world.row.takeHeldCancel() == ModelLedger.Answer.CANCELLED) {
            world.told = ReceiptKind.CANCELLED;
        }
        return ours;
    }

    void lookFails(Errand errand) {
        fail(errand, new WordPressFailure.SiteFault(LOST));
    }

    private void perform(World world, Errand errand, NextStep.Act act) {
        switch (act) {
            case NextStep.LookUp(var refusal) -> {
                var slot = Standpoint.slot(errand.generation);
                var found = bounds.guarded(Guard.LOOK_UP) ? world.posts.filedUnder(slot) : List.<SeenPost>of();
                learn(errand, new Evidence.LookedUp(found, refusal));
            }
            case NextStep.Look(var id, var stage) -> {
                Evidence evidence = world.posts
                        .look((int) id.value(), Standpoint.slot(errand.generation))
                        .<Evidence>map(post -> new Evidence.Seen(post, stage))
                        .orElseGet(() -> new Evidence.Gone(id, stage));
                learn(errand, evidence);
            }
            case NextStep.Checkpoint(var id, var drafted) -> checkpoint(world, errand, id, drafted);
            case NextStep.CreateByKey _ -> intendByKey(world, errand);
            case NextStep.Fence(var refusal) -> fence(world, errand, refusal);
            case NextStep.RecordKey(var id, var shown) -> recordKey(world, errand, id, shown);
            case NextStep.ForgetKey(var refusal) -> {
                if (forgotten(world, errand)) {
                    errand.keyed = false;
                    learn(errand, new Evidence.KeyForgotten(refusal));
                } else {
                    errand.forget();
                }
            }
            case NextStep.Write(var _, var change, var _) -> intend(world, errand, change);
            case NextStep.CheckCredentials(var absent) -> learn(errand, new Evidence.Recognised(absent));
            case NextStep.OpenGeneration(var absent, var _) -> open(world, errand, (int) absent.value());
            case NextStep.Reserve _, NextStep.DropDraft _ -> errand.sent = true;
        }
    }

    private void intendByKey(World world, Errand errand) {
        if (bounds.guarded(Guard.INTENT_BEFORE_THE_KEY)) {
            if (!world.row.intendByKey(errand.generation, errand.token)) {
                errand.forget();
                return;
            }
            errand.keyed = true;
        }
        errand.sent = true;
    }

    /** The site refuses from now on what an older token sends under the key. */
    private void fence(World world, Errand errand, @Nullable Problem refusal) {
        if (!world.keys) {
            fail(errand, new WordPressFailure.SiteFault(COMPANION_GONE));
            return;
        }
        if (errand.token == world.row.token && bounds.guarded(Guard.FENCE_THE_KEY)) {
            world.shutOut(errand.generation);
            for (Errand other : world.errands) {
                boolean older = !other.free && other.sent && other.generation == errand.generation;
                if (older && acts.act(other.next) instanceof NextStep.CreateByKey) {
                    unanswered(other);
                }
            }
        }
        int post = world.keyPost[errand.generation];
        learn(errand, new Evidence.Fenced(post == 0 ? null : new PostId(post), refusal));
    }

    private void recordKey(World world, Errand errand, PostId id, @Nullable SeenPost shown) {
        int before = world.row.remoteId;
        switch (world.row.checkpoint(errand.generation, errand.token, id)) {
            case Checkpoint.Held _ -> {
                world.told = ReceiptKind.RESERVED;
                Judge.checkpointed(world, before);
                reserved(errand, id);
                world.row.takeHeldCancel();
                learn(errand, new Evidence.KeyOnRecord(id, shown));
            }
            case Checkpoint.Taken _, Checkpoint.LeaseLost _ -> errand.forget();
        }
    }

    private void open(World world, Errand errand, int absent) {
        if (!world.row.openGeneration(errand.generation, errand.token, absent)) {
            errand.forget();
            return;
        }
        world.told = ReceiptKind.GENERATION_OPENED;
        errand.generation++;
        errand.overrides = false;
        errand.recordId = 0;
        errand.recordState = RemoteState.RESERVED;
        errand.recordStatusSent = false;
        errand.recordHash = 0;
        errand.recordPublic = 0;
        errand.recordHeld = 0;
        errand.unsettledChange = null;
        errand.unsettledWish = Wish.FIRST;
        errand.unsettledAfterFill = false;
        errand.unsettledLong = false;
        errand.againstEditor = false;
        errand.keyed = false;
        errand.keyedBefore = false;
        learn(errand, new Evidence.GenerationOpened());
    }

    private void intend(World world, Errand errand, Change change) {
        boolean ours = !bounds.guarded(Guard.INTENT_BEFORE_SEND)
                || world.row.intend(
                        errand.generation,
                        errand.token,
                        errand.revision,
                        errand.wish,
                        change,
                        bounds.guarded(Guard.REMEMBER_THE_FILL)
                                && Standpoint.standing(errand).fillMayLand());
        if (ours) {
            errand.sent = true;
        } else {
            errand.forget();
        }
    }

    private void checkpoint(World world, Errand errand, PostId id, @Nullable SeenPost drafted) {
        int before = world.row.remoteId;
        switch (world.row.checkpoint(errand.generation, errand.token, id)) {
            case Checkpoint.Held _ -> {
                world.told = ReceiptKind.RESERVED;
                Judge.checkpointed(world, before);
                reserved(errand, id);
                learn(errand, new Evidence.Checkpointed(id, drafted));
            }
            case Checkpoint.Taken(var standing) -> {
                reserved(errand, standing);
                learn(errand, new Evidence.Taken(standing, id));
            }
            case Checkpoint.LeaseLost _ -> errand.forget();
        }
    }

    private void record(World world, Errand errand) {
        RecordedEnding ending = ends.of(errand);
        boolean ours = world.row.release(errand.generation, errand.token, errand.revision, ending.outcome());
        ReceiptKind kind = ending.told().stream()
                .filter(Judge::saysWhereThePostStands)
                .reduce((_, last) -> last)
                .orElse(null);
        errand.forget();
        if (!ours || kind == null) {
            return;
        }
        if (bounds.guarded(Guard.ONE_TRANSACTION)) {
            world.told = kind;
        } else {
            errand.free = false;
            errand.token = world.row.token;
            errand.next = acts.number(new Untold(kind));
        }
    }

    /** Noted only where it makes a difference. */
    private static void wrote(Errand errand, Change change) {
        errand.written = errand.unsettledLong ? change : null;
    }

    private void learn(Errand errand, Evidence evidence) {
        errand.next = acts.number(decision.next(Standpoint.standing(errand), evidence));
    }

    private void fail(Errand errand, WordPressFailure failure) {
        errand.sent = false;
        errand.next = acts.number(failure);
    }

    private static void reserved(Errand errand, PostId id) {
        errand.keyed = false;
        errand.recordId = (int) id.value();
        errand.recordState = RemoteState.RESERVED;
        errand.recordStatusSent = false;
        errand.recordHash = 0;
        errand.recordPublic = 0;
        errand.recordHeld = 0;
    }
}
