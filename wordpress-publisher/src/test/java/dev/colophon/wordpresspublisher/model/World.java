package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything at one instant: one publication's ledger row, the visits in progress, the site's posts, the requests on their
 * way, and how much has been disturbed so far. Packed into a few longs in a canonical form: workers are alike, and so are
 * requests.
 */
@SuppressWarnings("EnumOrdinal") // the numbers live as long as one exploration
final class World {

    static final int REQUESTS = 4;

    private static final int ROW = 0;
    private static final int SITE = 1;
    private static final int WIRE = 2;
    private static final int KEYS = 3;
    private static final int ERRANDS = 4;
    private static final long TOKEN = 100;
    private static final long QUIET = 1L << 62;

    private static final List<RemoteState> STATES = List.of(RemoteState.values());
    private static final List<ModelLedger.Lease> LEASES = List.of(ModelLedger.Lease.values());
    private static final List<ModelLedger.Due> DUES = List.of(ModelLedger.Due.values());
    private static final List<ReceiptKind> KINDS = List.of(ReceiptKind.values());
    private static final Disturbance[] DISTURBANCES = Disturbance.values();

    final Bounds bounds;
    final Acts acts;
    final ModelLedger row;
    final Posts posts = new Posts();
    final int[] requests = new int[REQUESTS];
    final Errand[] errands;
    final int[] spent = new int[DISTURBANCES.length];

    /** Of the facts that say where the post stands, the last one told. */
    @Nullable
    ReceiptKind told;

    /** Nothing is disturbed any more, and never will be. */
    boolean quiet;

    /** What just happened and must never happen. */
    @Nullable
    Property outrage;

    /** The companion plugin is there. */
    boolean keys;

    /** Of each generation the post under its key, and what it was made of. */
    final int[] keyPost = new int[ModelLedger.GENERATIONS + 1];

    final int[] keyWish = new int[ModelLedger.GENERATIONS + 1];

    private final Bits bits = new Bits();

    World(Bounds bounds, Acts acts) {
        this.bounds = bounds;
        this.acts = acts;
        this.row = new ModelLedger(bounds.off());
        this.errands = new Errand[bounds.workers()];
        Arrays.setAll(errands, number -> new Errand());
        row.token = TOKEN;
        keys = bounds.keys();
    }

    static int words(Bounds bounds) {
        return ERRANDS + bounds.workers();
    }

    static boolean isQuiet(long firstWord) {
        return (firstWord & QUIET) != 0;
    }

    boolean spend(Disturbance kind) {
        if (quiet) {
            return kind == Disturbance.CLAIM;
        }
        if (spent[kind.ordinal()] >= bounds.upTo(kind)) {
            return false;
        }
        spent[kind.ordinal()]++;
        return true;
    }

    boolean may(Disturbance kind) {
        return quiet ? kind == Disturbance.CLAIM : spent[kind.ordinal()] < bounds.upTo(kind);
    }

    void calmDown() {
        quiet = true;
        keys = bounds.keys(); // whoever waits for the plugin waits until it is back
        Arrays.fill(spent, 0);
    }

    void adrift(Request request) {
        for (int slot = 0; slot < REQUESTS; slot++) {
            if (requests[slot] == 0) {
                requests[slot] = request.code();
                return;
            }
        }
        throw new IllegalStateException("more than " + REQUESTS + " requests: the model is too small for these bounds");
    }

    /** Creates under the key that nobody waits for are refused whenever they come. */
    void shutOut(int generation) {
        for (int slot = 0; slot < REQUESTS; slot++) {
            Request request = requests[slot] == 0 ? null : Request.of(requests[slot]);
            if (request != null && request.kind() == Request.Kind.KEYED && request.generation() == generation) {
                requests[slot] = 0;
            }
        }
    }

    void pack(long[] into) {
        into[ROW] = packRow();
        into[SITE] = packSite();
        into[KEYS] = packKeys();
        Arrays.sort(requests);
        bits.of(0);
        for (int request : requests) {
            bits.put(Request.BITS, request);
        }
        spent(bits, true);
        into[WIRE] = bits.word();
        for (int number = 0; number < errands.length; number++) {
            into[ERRANDS + number] = errands[number].pack(bits, row.token);
        }
        Arrays.sort(into, ERRANDS, into.length);
    }

    void unpack(long[] from) {
        outrage = null;
        unpackRow(from[ROW]);
        unpackSite(from[SITE]);
        unpackKeys(from[KEYS]);
        bits.of(from[WIRE]);
        for (int slot = 0; slot < REQUESTS; slot++) {
            requests[slot] = bits.take(Request.BITS);
        }
        takeSpent(bits, true);
        for (int number = 0; number < errands.length; number++) {
            errands[number].unpack(from[ERRANDS + number], row.token);
        }
    }

    private void spent(Bits into, boolean work) {
        for (Disturbance kind : DISTURBANCES) {
            if (kind.ofWork == work && kind != Disturbance.PLUGIN) {
                into.put(kind.bits, spent[kind.ordinal()]);
            }
        }
    }

    private void takeSpent(Bits from, boolean work) {
        for (Disturbance kind : DISTURBANCES) {
            if (kind.ofWork == work && kind != Disturbance.PLUGIN) {
                spent[kind.ordinal()] = from.take(kind.bits);
            }
        }
    }

    private long packRow() {
        boolean over = row.due == ModelLedger.Due.NEVER || row.givenUp;
        bits.of(0)
                .put(2, row.generation)
                .put(3, row.revision)
                .put(Wish.BITS, row.wish.ordinal())
                .put(3, row.remoteId)
                .put(2, row.remoteState == null ? 0 : row.remoteState.ordinal())
                .put(row.statusSent)
                .put(2, row.hash)
                .put(row.settledRevision == row.revision)
                .put(row.givenUp)
                .put(3, row.publicRevision)
                .put(3, row.heldRevision)
                .put(3, Errand.number(row.unsettledChange))
                .put(Wish.BITS, row.unsettledWish.ordinal())
                .put(row.unsettledAfterFill)
                .put(row.unsettledLong)
                .put(row.unsettledUntilLease)
                .put(2, row.lease.ordinal())
                .put(2, row.due.ordinal())
                .put(3, row.strikes)
                .put(5, over ? acts.numberOfEnding(row.lastKind, row.lastCode) : 0)
                .put(4, told == null ? 0 : told.ordinal() + 1);
        bits.put(row.overrides).put(row.cancelled).put(3, row.closed[1]).put(3, row.closed[2]);
        spent(bits, false);
        return bits.word() | (quiet ? QUIET : 0);
    }

    private void unpackRow(long word) {
        quiet = isQuiet(word);
        bits.of(word);
        row.token = TOKEN;
        row.generation = bits.take(2);
        row.revision = bits.take(3);
        row.wish = Wish.of(bits.take(Wish.BITS));
        row.remoteId = bits.take(3);
        RemoteState state = STATES.get(bits.take(2));
        row.remoteState = row.remoteId == 0 ? null : state;
        row.statusSent = bits.takeFlag();
        row.hash = bits.take(2);
        row.settledRevision = bits.takeFlag() ? row.revision : 0;
        row.givenUp = bits.takeFlag();
        row.publicRevision = bits.take(3);
        row.heldRevision = bits.take(3);
        row.unsettledChange = Errand.change(bits.take(3));
        row.unsettledWish = Wish.of(bits.take(Wish.BITS));
        row.unsettledAfterFill = bits.takeFlag();
        row.unsettledLong = bits.takeFlag();
        row.unsettledUntilLease = bits.takeFlag();
        row.lease = LEASES.get(bits.take(2));
        row.due = DUES.get(bits.take(2));
        row.strikes = bits.take(3);
        Acts.Ending ending = acts.ending(bits.take(5));
        row.lastKind = ending.kind();
        row.lastCode = ending.code();
        int kind = bits.take(4);
        told = kind == 0 ? null : KINDS.get(kind - 1);
        row.overrides = bits.takeFlag();
        row.cancelled = bits.takeFlag();
        row.closed[1] = bits.take(3);
        row.closed[2] = bits.take(3);
        takeSpent(bits, false);
    }

    private long packKeys() {
        bits.of(0)
                .put(keys)
                .put(row.keyed)
                .put(row.visited)
                .put(3, row.heldCancel)
                .put(Wish.BITS, row.heldCancel == 0 ? 0 : row.heldWish.ordinal())
                .put(2, spent[Disturbance.PLUGIN.ordinal()]);
        for (int generation = 1; generation <= ModelLedger.GENERATIONS; generation++) {
            bits.put(3, keyPost[generation]).put(Wish.BITS, keyWish[generation]);
        }
        return bits.word();
    }

    private void unpackKeys(long word) {
        bits.of(word);
        keys = bits.takeFlag();
        row.keyed = bits.takeFlag();
        row.visited = bits.takeFlag();
        row.heldCancel = bits.take(3);
        row.heldWish = Wish.of(bits.take(Wish.BITS));
        spent[Disturbance.PLUGIN.ordinal()] = bits.take(2);
        for (int generation = 1; generation <= ModelLedger.GENERATIONS; generation++) {
            keyPost[generation] = bits.take(3);
            keyWish[generation] = bits.take(Wish.BITS);
        }
    }

    private long packSite() {
        bits.of(0);
        for (int id = 1; id <= Posts.MOST; id++) {
            bits.put(3, posts.status[id])
                    .put(2, posts.generation[id])
                    .put(2, posts.content[id])
                    .put(posts.byHand[id])
                    .put(posts.technical[id])
                    .put(posts.aged[id]);
        }
        return bits.word();
    }

    private void unpackSite(long word) {
        bits.of(word);
        for (int id = 1; id <= Posts.MOST; id++) {
            posts.status[id] = bits.take(3);
            posts.generation[id] = bits.take(2);
            posts.content[id] = bits.take(2);
            posts.byHand[id] = bits.takeFlag();
            posts.technical[id] = bits.takeFlag();
            posts.aged[id] = bits.takeFlag();
        }
    }
}
