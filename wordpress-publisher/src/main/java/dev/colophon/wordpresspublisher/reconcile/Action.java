package dev.colophon.wordpresspublisher.reconcile;

import java.util.Locale;

/**
 * What is to be done about a finding. None records what was seen: a visit looks for itself and does that.
 *
 * <p>NONE: it is told, and a person decides. WAIT: a visit is due anyway. LOOK_AGAIN: the entry is due now. ADOPT: the post's id is
 * checkpointed, as a visit would do. RESTORE: the ledger gets back what its own receipts have told. SWEEP: a stray draft is
 * deleted. PARK: the publication waits for a person, and a receipt says why. TELL_AGAIN: what is on record already, and was seen once
 * more, is told anew.
 */
enum Action {
    NONE,
    WAIT,
    LOOK_AGAIN,
    ADOPT,
    RESTORE,
    SWEEP,
    PARK,
    TELL_AGAIN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is anything to do. */
    boolean acts() {
        return this != NONE && this != WAIT;
    }
}
