package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A visit in progress: what it read when it claimed the entry, and what it is about to do. A worker without one is free. */
@SuppressWarnings("EnumOrdinal") // the numbers live as long as one exploration
final class Errand {

    private static final List<Change> CHANGES = List.of(Change.values());
    private static final List<RemoteState> STATES = List.of(RemoteState.values());

    boolean free = true;
    long token;
    int generation;
    int revision;
    Wish wish = Wish.FIRST;
    boolean settled;
    boolean givenUp;
    boolean overrides;
    int recordId;
    RemoteState recordState = RemoteState.RESERVED;
    boolean recordStatusSent;
    int recordHash;
    int recordPublic;
    int recordHeld;

    @Nullable
    Change unsettledChange;

    Wish unsettledWish = Wish.FIRST;
    boolean unsettledAfterFill;
    boolean unsettledLong;
    int strikes;

    /** Index of the act, end, failure or receipt that comes next. */
    int next;

    /** The request of the next act is on its way and its answer awaited. */
    boolean sent;

    @Nullable
    Change unanswered;

    @Nullable
    Change written;

    boolean againstEditor;

    /** On record of this generation: a create under the key may have been carried out. */
    boolean keyed;

    /** The same when the visit began. */
    boolean keyedBefore;

    void forget() {
        unpack(0, 0);
    }

    /** A claim that has passed on is the same whatever its token was; no other matter is dropped. */
    long pack(Bits bits, long newest) {
        if (free) {
            return 0;
        }
        return bits.of(0)
                .put(true)
                .put(token == newest)
                .put(2, generation)
                .put(3, revision)
                .put(Wish.BITS, wish.ordinal())
                .put(settled)
                .put(givenUp)
                .put(overrides)
                .put(3, recordId)
                .put(2, recordState.ordinal())
                .put(recordStatusSent)
                .put(2, recordHash)
                .put(3, recordPublic)
                .put(3, recordHeld)
                .put(3, number(unsettledChange))
                .put(Wish.BITS, unsettledWish.ordinal())
                .put(unsettledAfterFill)
                .put(unsettledLong)
                .put(3, strikes)
                .put(12, next)
                .put(sent)
                .put(3, number(unanswered))
                .put(3, number(written))
                .put(againstEditor)
                .put(keyed)
                .put(keyedBefore)
                .word();
    }

    void unpack(long word, long newest) {
        Bits bits = new Bits().of(word);
        free = !bits.takeFlag();
        token = bits.takeFlag() ? newest : newest - 1;
        generation = bits.take(2);
        revision = bits.take(3);
        wish = Wish.of(bits.take(Wish.BITS));
        settled = bits.takeFlag();
        givenUp = bits.takeFlag();
        overrides = bits.takeFlag();
        recordId = bits.take(3);
        recordState = STATES.get(bits.take(2));
        recordStatusSent = bits.takeFlag();
        recordHash = bits.take(2);
        recordPublic = bits.take(3);
        recordHeld = bits.take(3);
        unsettledChange = change(bits.take(3));
        unsettledWish = Wish.of(bits.take(Wish.BITS));
        unsettledAfterFill = bits.takeFlag();
        unsettledLong = bits.takeFlag();
        strikes = bits.take(3);
        next = bits.take(12);
        sent = bits.takeFlag();
        unanswered = change(bits.take(3));
        written = change(bits.take(3));
        againstEditor = bits.takeFlag();
        keyed = bits.takeFlag();
        keyedBefore = bits.takeFlag();
    }

    static int number(@Nullable Change change) {
        return change == null ? 0 : change.ordinal() + 1;
    }

    static @Nullable Change change(int number) {
        return number == 0 ? null : CHANGES.get(number - 1);
    }
}
