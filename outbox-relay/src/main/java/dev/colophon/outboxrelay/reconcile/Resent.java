package dev.colophon.outboxrelay.reconcile;

/** How many keys had rows missing, and how many rows were sent again for them. */
public record Resent(int keys, int rows) {

    static final Resent NOTHING = new Resent(0, 0);

    Resent and(Resent more) {
        return new Resent(keys + more.keys, rows + more.rows);
    }
}
