package dev.colophon.wordpresspublisher.reconcile;

import java.util.Locale;

/** Where ledger and site differ. Each has a paragraph in docs/operations/reconcile.md. */
enum FindingKind {
    // ours -> site
    MISSING,
    TRASHED,
    WITHDRAWN,
    EDITED,
    NO_ADDRESS,
    DRAFT_REMOVED,
    RESERVED_TOO_LONG,
    PUBLIC_BUT_RESERVED,
    PUBLIC_BUT_HELD,
    RESTORED,
    FOREIGN,
    CLOSED_GENERATION_PUBLIC,
    // site -> ours
    STRAY_DRAFT,
    WAITING_DRAFT,
    LOOKALIKE,
    UNKNOWN_PUBLICATION,
    GENERATION_AHEAD,
    SECOND_PUBLIC_POST,
    UNRECORDED_POST,
    UNRECORDED_TRASH,
    CANCELLED_BUT_PUBLIC,
    // receipts -> ours
    LOST_RECORD,
    LEDGER_BEHIND,
    RECEIPTS_DISAGREE,
    // ours -> receipts
    UNTOLD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
