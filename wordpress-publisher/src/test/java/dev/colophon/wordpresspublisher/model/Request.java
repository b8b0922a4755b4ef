package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.Change;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the site that nobody waits for any more: it may be executed at any time, or never.
 *
 * @param id of the post; 0 for a create
 * @param change null for a create and a delete
 * @param againstEditor whether the visit that sent it began when a person had removed the post, and should have known
 * @param begun a FILL whose execution has begun: it has read the draft, and will write it back
 */
@SuppressWarnings("EnumOrdinal") // the numbers live as long as one exploration
record Request(
        Kind kind, int id, @Nullable Change change, Wish wish, int generation, boolean againstEditor, boolean begun) {

    static final int BITS = 13;

    private static final Change[] CHANGES = Change.values();
    private static final Kind[] KINDS = Kind.values();
    private static final @Nullable Request[] BY_CODE = new @Nullable Request[1 << BITS];

    enum Kind {
        CREATE,
        WRITE,
        DELETE,
        /** Of a post under a key, whole and in the wanted state. */
        KEYED
    }

    /** Never 0. */
    int code() {
        boolean keyed = kind == Kind.KEYED;
        int changed = change == null ? (keyed ? 1 : 0) : change.ordinal();
        return 1 + (keyed ? Kind.CREATE : kind).ordinal()
                | id << 2
                | changed << 5
                | wish.ordinal() << 7
                | generation << 9
                | (againstEditor ? 1 << 11 : 0)
                | (begun ? 1 << 12 : 0);
    }

    static Request of(int code) {
        Request known = BY_CODE[code];
        if (known != null) {
            return known;
        }
        Kind plain = KINDS[(code & 3) - 1];
        Kind kind = plain == Kind.CREATE && (code >> 5 & 3) == 1 ? Kind.KEYED : plain;
        var request = new Request(
                kind,
                code >> 2 & 7,
                kind == Kind.WRITE ? CHANGES[code >> 5 & 3] : null,
                Wish.of(code >> 7 & 3),
                code >> 9 & 3,
                (code >> 11 & 1) == 1,
                (code >> 12 & 1) == 1);
        BY_CODE[code] = request;
        return request;
    }

    Request begins() {
        return new Request(kind, id, change, wish, generation, againstEditor, true);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case CREATE -> "create of a draft with content " + wish.content() + " (generation " + generation + ")";
            case WRITE -> change + " of post " + id + " with " + wish + (begun ? ", which has read the draft" : "");
            case KEYED -> "create under the key of " + wish + " (generation " + generation + ")";
            case DELETE -> "deletion of post " + id;
        };
    }
}
