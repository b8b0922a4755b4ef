package dev.colophon.outboxrelay.guard;

import org.jspecify.annotations.Nullable;

/**
 * The replication slot as PostgreSQL sees it.
 *
 * @param suitable permanent, logical, pgoutput, in this database
 * @param activePid the process that reads it, if any
 * @param safeWalBytes how much more WAL may be written before the slot is at risk; null without a limit
 * @param retainedBytes how much WAL is kept for it
 * @param aheadBytes how far its confirmed position is past the one that the relay has stored; null without a stored one
 */
record SlotHealth(
        boolean suitable,
        @Nullable Integer activePid,
        @Nullable String walStatus,
        @Nullable Long safeWalBytes,
        @Nullable String invalidationReason,
        @Nullable Long retainedBytes,
        @Nullable Long aheadBytes) {

    boolean lost() {
        return "lost".equals(walStatus) || invalidationReason != null;
    }

    /** Somebody else moved or remade it: what lies between was never sent, and PostgreSQL would skip it without a word. */
    boolean ahead() {
        return aheadBytes != null && aheadBytes > 0;
    }
}
