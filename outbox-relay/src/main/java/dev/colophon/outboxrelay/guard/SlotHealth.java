package dev.colophon.outboxrelay.guard;

import org.jspecify.annotations.Nullable;

/**
 * The replication slot as PostgreSQL sees it.
 *
 * @param suitable permanent, logical, pgoutput, in this database
 * @param activePid the process that reads it, if any
 * @param safeWalBytes how much more WAL may be written before the slot is at risk; null without a limit
 * @param retainedBytes how much WAL is kept for it
 */
record SlotHealth(
        boolean suitable,
        @Nullable Integer activePid,
        @Nullable String walStatus,
        @Nullable Long safeWalBytes,
        @Nullable String invalidationReason,
        @Nullable Long retainedBytes) {

    boolean lost() {
        return "lost".equals(walStatus) || invalidationReason != null;
    }
}
