package dev.colophon.statusprojector.divergence;

/** What most likely brought a divergence about. A first suspicion, made from what both sides show; no proof. */
enum Cause {
    /** The log holds events that were appended after the row was last written. */
    EVENTS_NOT_PROJECTED,
    /** The row was written after the last event had come: by somebody else. */
    ROW_WRITTEN_OUTSIDE,
    /** The fold of this build says something else than the one that wrote the row, or a column was changed in silence. */
    FOLD_OR_ROW_CHANGED,
    /** It was announced once, and its row is gone. */
    ROW_DELETED,
    /** It was never announced: its events were logged and not projected. */
    NEVER_PROJECTED,
    /** All its events are invalid, or were never there. */
    NO_VALID_EVENT,
    /** The log lacks receipts that the ledger has told. */
    RECEIPTS_MISSING,
    /** The log has receipts that the ledger has not told: it is older than it was. */
    LEDGER_OLDER,
    /** The log has every receipt, and the status is still another one. */
    PROJECTION_WRONG,
    /** The site was changed, or the ledger does not know what was done there. */
    SITE_CHANGED
}
