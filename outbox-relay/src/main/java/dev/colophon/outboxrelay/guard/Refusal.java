package dev.colophon.outboxrelay.guard;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Why the relay does not stream, or streams less than it should. Each has a stable code and its own part of docs/operations/relay.md.
 * {@link #stopsEngine} tells those under which an engine could only pretend to work.
 */
enum Refusal {
    DATABASE_UNREACHABLE(false, "nothing can be asked of PostgreSQL; the relay asks again"),
    IN_RECOVERY(true, "this PostgreSQL is a standby; point the relay at the primary"),
    // What streams goes on: a stream passes through no query. What is read by queries ends in errors, and no engine
    // starts.
    ROWS_HIDDEN(false, "row security hides rows of the relay or of an outbox from it: disable it"),
    ISOLATION(false, "the relay's role begins at another isolation than read committed: reset its default"),
    READ_ONLY(false, "the relay's role only reads: reset its default_transaction_read_only"),
    WAL_LEVEL_NOT_LOGICAL(true, "set wal_level = logical and restart PostgreSQL"),
    ROLE_WITHOUT_REPLICATION(true, "ALTER ROLE outbox_relay REPLICATION"),
    SLOT_MISSING(
            true, "rows committed without a slot never pass through a new one: recover (POST /operations/v1/recover)"),
    SLOT_UNSUITABLE(true, "the slot is not a permanent logical slot of pgoutput in this database"),
    SLOT_LOST(true, "PostgreSQL has removed WAL that was not sent yet: recover (POST /operations/v1/recover)"),
    SLOT_AHEAD(true, "the slot was moved or remade past the stored position: recover (POST /operations/v1/recover)"),
    OFFSETS_UNREADABLE(true, "the stored position is none: recover (POST /operations/v1/recover)"),
    RECOVERY_UNFINISHED(true, "a recovery began and did not end: recover again, it goes on where it was"),
    SLOT_IN_USE(false, "another process reads the slot; the relay takes it when that one is gone"),
    PUBLICATION_MISSING(true, "run infra/postgres/bootstrap.sql and enrol the outboxes again"),
    PUBLICATION_UNSUITABLE(
            false,
            "the publication must publish exactly insert, whole rows of listed tables, days under the name of their outbox:"
                    + " run infra/postgres/bootstrap.sql"),
    PUBLICATION_INCOMPLETE(false, "an outbox is not enrolled: start the service that owns it, so that it migrates"),
    PUBLICATION_TOO_WIDE(false, "a table that is no known outbox is enrolled: drop it from the publication");

    private static final Set<Refusal> RECOVERABLE =
            EnumSet.of(SLOT_MISSING, SLOT_LOST, SLOT_AHEAD, OFFSETS_UNREADABLE, RECOVERY_UNFINISHED);

    private final boolean stopsEngine;
    private final String nextStep;

    Refusal(boolean stopsEngine, String nextStep) {
        this.stopsEngine = stopsEngine;
        this.nextStep = nextStep;
    }

    String code() {
        return "RELAY_" + name();
    }

    String page() {
        return "docs/operations/relay.md#" + code().toLowerCase(Locale.ROOT);
    }

    boolean stopsEngine() {
        return stopsEngine;
    }

    /** A new slot, and sending again what never came out of the old one, is the cure. */
    boolean asksForRecovery() {
        return RECOVERABLE.contains(this);
    }

    String nextStep() {
        return nextStep;
    }
}
