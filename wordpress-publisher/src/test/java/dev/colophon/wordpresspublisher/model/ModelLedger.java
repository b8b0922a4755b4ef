package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Shown;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger as the model has it: statement by statement what the SQL of {@code Ledger} does, with times reduced
 * to what matters of them. That it is so is shown by {@link ModelLedgerTest} against a real PostgreSQL.
 */
final class ModelLedger {

    /** When the entry is taken up: never by itself, now, or after the longest life of a request. */
    enum Due {
        NEVER,
        NOW,
        LATER
    }

    /** What became of a request. */
    enum Answer {
        DUE,
        STALE,
        CANCELLED,
        TOO_LATE,
        HELD
    }

    /** RUN_OUT: the time is over and nobody has taken the entry since. */
    enum Lease {
        NONE,
        HELD,
        RUN_OUT
    }

    static final int GENERATIONS = 3;

    private final Set<Guard> off;

    int generation;
    int revision;
    Wish wish = Wish.FIRST;

    /** A retry that has not been carried out yet. */
    boolean overrides;
    /** Nothing is wanted until the next request. */
    boolean cancelled;

    int cancelRefused;

    /** A create under the site's key may have been carried out. */
    boolean keyed;
    /** The revision of a cancel that waits until that is known; 0 if none does. */
    int heldCancel;

    Wish heldWish = Wish.FIRST;

    /** The post ids of closed generations. */
    final int[] closed = new int[GENERATIONS + 1];

    int remoteId;

    @Nullable
    RemoteState remoteState;

    boolean statusSent;
    int hash;
    int observedRevision;
    int settledRevision;

    /** That the wanted revision was parked or failed is told. */
    boolean givenUp;
    /** Which revision readers see if the post is public; 0 before. */
    int publicRevision;
    /** The last one sent with the status draft since the state was recorded; 0 if none was. */
    int heldRevision;

    @Nullable
    Change unsettledChange;

    Wish unsettledWish = Wish.FIRST;
    boolean unsettledAfterFill;
    boolean unsettledLong;
    boolean unsettledUntilLease;

    Lease lease = Lease.NONE;
    long token;
    /** A token was given before: somebody may have sent something. */
    boolean visited;

    Due due = Due.NEVER;
    int attempts;
    int failures;
    int strikes;

    @Nullable
    String lastKind;

    @Nullable
    String lastCode;

    ModelLedger(Set<Guard> off) {
        this.off = off;
    }

    Answer accept(Action action, int ofRevision, Wish requested) {
        if (ofRevision <= revision || ofRevision <= cancelRefused) {
            return Answer.STALE;
        }
        return action == Action.CANCEL ? cancel(ofRevision, requested) : want(action, ofRevision, requested);
    }

    private Answer want(Action action, int ofRevision, Wish requested) {
        wanted(ofRevision, requested);
        overrides = action == Action.RETRY || (overrides && action == Action.PUBLISH);
        cancelled = false;
        due = Due.NOW;
        heldCancel = heldCancel < ofRevision ? 0 : heldCancel;
        return Answer.DUE;
    }

    private Answer cancel(int ofRevision, Wish requested) {
        if (remoteId != 0 && !off.contains(Guard.CANCEL_ONLY_WITHOUT_A_POST)) {
            cancelRefused = ofRevision;
            return Answer.TOO_LATE;
        }
        if (keyed && remoteId == 0 && !off.contains(Guard.HOLD_THE_CANCEL)) {
            return hold(ofRevision, requested);
        }
        wanted(ofRevision, requested);
        overrides = false;
        keyed = false;
        cancelled = true;
        settledRevision = ofRevision;
        due = Due.NEVER;
        lease = Lease.NONE;
        token += off.contains(Guard.CANCEL_TAKES_THE_CLAIM) ? 0 : 1;
        visited = true;
        return Answer.CANCELLED;
    }

    private Answer hold(int ofRevision, Wish requested) {
        if (ofRevision <= heldCancel) {
            return Answer.STALE;
        }
        heldCancel = ofRevision;
        heldWish = requested;
        return Answer.HELD;
    }

    /** It is known now whether there is a post. */
    Answer takeHeldCancel() {
        int held = heldCancel;
        heldCancel = 0;
        return held == 0 ? Answer.STALE : accept(Action.CANCEL, held, heldWish);
    }

    boolean intendByKey(int ofGeneration, long ofToken) {
        boolean ours = ofGeneration == generation && ofToken == token && lease == Lease.HELD && remoteId == 0;
        keyed |= ours;
        return ours;
    }

    boolean forgetKey(int ofGeneration, long ofToken) {
        boolean ours = ofGeneration == generation && ofToken == token && remoteId == 0;
        keyed &= !ours;
        due = ours && givenUp ? Due.NEVER : due;
        return ours;
    }

    private void wanted(int ofRevision, Wish requested) {
        generation = Math.max(generation, 1);
        revision = ofRevision;
        wish = requested;
        attempts = 0;
        failures = 0;
        strikes = 0;
        lastKind = null;
        lastCode = null;
        givenUp = false;
    }

    boolean openGeneration(int ofGeneration, long ofToken, int absent) {
        if (ofGeneration != generation || ofToken != token || !overrides || remoteId != absent) {
            return false;
        }
        closed[generation] = remoteId;
        generation++;
        overrides = false;
        remoteId = 0;
        remoteState = null;
        keyed = false;
        statusSent = false;
        hash = 0;
        observedRevision = 0;
        givenUp = false;
        publicRevision = 0;
        heldRevision = 0;
        leave(null);
        return true;
    }

    boolean claimable() {
        return due == Due.NOW && (lease != Lease.HELD || off.contains(Guard.LEASE));
    }

    void claim() {
        lease = Lease.HELD;
        token++;
        visited = true;
        unsettledUntilLease = false;
        attempts += givenUp || settledRevision == revision ? 0 : 1;
    }

    boolean intend(int ofGeneration, long ofToken, int ofRevision, Wish sent, Change change, boolean afterFill) {
        if (!held(ofGeneration, ofToken, Guard.FENCE_ON_INTENT)
                || (lease != Lease.HELD && !off.contains(Guard.LEASE))) {
            return false;
        }
        unsettledChange = change;
        unsettledWish = sent;
        unsettledAfterFill = afterFill;
        unsettledLong = false;
        unsettledUntilLease = true;
        statusSent |= change == Change.PUBLISH || change == Change.HOLD;
        publicRevision = change == Change.PUBLISH ? ofRevision : publicRevision;
        heldRevision = change == Change.HOLD ? ofRevision : heldRevision;
        return true;
    }

    Checkpoint checkpoint(int ofGeneration, long ofToken, PostId post) {
        if (!held(ofGeneration, ofToken, Guard.FENCE_ON_CHECKPOINT)) {
            return new Checkpoint.LeaseLost();
        }
        if (remoteId == 0 || off.contains(Guard.COMPARE_AND_SET)) {
            remoteId = (int) post.value();
            remoteState = RemoteState.RESERVED;
            return new Checkpoint.Held();
        }
        boolean same = remoteId == post.value() && !off.contains(Guard.DELETE_ONLY_IF_ANOTHER_ID);
        return same ? new Checkpoint.Held() : new Checkpoint.Taken(new PostId(remoteId));
    }

    boolean release(int ofGeneration, long ofToken, int ofRevision, Outcome outcome) {
        if (!held(ofGeneration, ofToken, Guard.FENCE_ON_RECORD)) {
            return false;
        }
        switch (outcome) {
            case Outcome.Settled settled -> settle(ofRevision, settled);
            case Outcome.Unchanged(var _, var readBack) -> dueIn(ofRevision, readBack);
            case Outcome.Troubled troubled -> trouble(ofRevision, troubled);
            case Outcome.GivenUp given -> giveUp(ofRevision, given);
        }
        lease = Lease.NONE;
        leave(outcome.unsettled());
        return true;
    }

    /** The lease's end has come. */
    void runOut() {
        lease = Lease.RUN_OUT;
    }

    /** The longest life of a request has passed since everything that is on record now. */
    void longestLifePasses() {
        unsettledLong = unsettledChange != null;
        due = due == Due.LATER ? Due.NOW : due;
    }

    private boolean held(int ofGeneration, long ofToken, Guard guard) {
        return ofGeneration == generation && (ofToken == token || off.contains(guard));
    }

    private void settle(int ofRevision, Outcome.Settled settled) {
        SeenPost seen = settled.seen();
        remoteState = settled.state();
        statusSent = false;
        hash = seen == null || seen.contentHash() == null ? hash : Wish.contentOf(seen.contentHash());
        if (settled.state() == RemoteState.PUBLIC || settled.state() == RemoteState.HELD) {
            observedRevision = ofRevision;
            publicRevision = ofRevision;
        }
        settledRevision = ofRevision;
        heldRevision = 0;
        givenUp = false;
        overrides = overrides && revision != ofRevision;
        dueIn(ofRevision, settled.readBackIn());
        if (revision == ofRevision) {
            failures = 0;
            strikes = 0;
        }
        lastKind = settled.state().name();
        lastCode = null;
    }

    private void trouble(int ofRevision, Outcome.Troubled troubled) {
        dueIn(ofRevision, troubled.retryIn());
        if (revision == ofRevision) {
            failures += troubled.failure() ? 1 : 0;
            strikes += troubled.strike() ? 1 : 0;
        }
        if (!givenUp && revision == ofRevision) {
            lastKind = troubled.kind();
            lastCode = troubled.code();
        }
    }

    private void giveUp(int ofRevision, Outcome.GivenUp given) {
        Shown shown = given.shown();
        if (shown != null) {
            remoteState = shown.state();
            statusSent = false;
            String seen = shown.post().contentHash();
            hash = seen == null ? hash : Wish.contentOf(seen);
            observedRevision = (int) shown.revision();
            settledRevision = (int) shown.revision();
            publicRevision = (int) shown.revision();
            heldRevision = 0;
        }
        dueIn(ofRevision, remoteId == 0 && !keyed ? null : given.lookIn());
        givenUp = revision == ofRevision && settledRevision != revision;
        failures += revision == ofRevision ? 1 : 0;
        Outcome.Reason reason = given.reason();
        if (reason != null && revision == ofRevision) {
            lastKind = reason.kind();
            lastCode = reason.code();
        }
    }

    private void dueIn(int ofRevision, @Nullable Duration wait) {
        if (revision == ofRevision) {
            boolean nothing = givenUp && remoteId == 0 && !keyed;
            due = wait == null || nothing ? Due.NEVER : wait.isPositive() ? Due.LATER : Due.NOW;
        }
    }

    private void leave(@Nullable Unsettled unsettled) {
        unsettledChange = unsettled == null ? null : unsettled.change();
        unsettledWish = unsettled == null ? Wish.FIRST : Wish.ofFingerprint(unsettled.fingerprint());
        unsettledAfterFill = unsettled != null && unsettled.afterFill();
        unsettledLong = unsettled != null && unsettled.lastSentAt().equals(Standpoint.LONG_AGO);
        unsettledUntilLease = false;
    }
}
