package dev.colophon.outboxrelay.guard;

import java.util.Locale;

/**
 * Why the relay does not stream, or streams less than it should. Each has a stable code and its own part of docs/operations/relay.md.
 * {@link #stopsEngine} tells those under which an engine could only pretend to work.
 */
enum Refusal {
    DATABASE_UNREACHABLE(false, "nothing can be asked of PostgreSQL; the relay asks again"),
    IN_RECOVERY(true, "this PostgreSQL is a standby; point the relay at the primary"),
    WAL_LEVEL_NOT_LOGICAL(true, "set wal_level = logical and restart PostgreSQL"),
    ROLE_WITHOUT_REPLICATION(true, "ALTER ROLE outbox_relay REPLICATION"),
    SLOT_MISSING(true, "rows committed without a slot never pass through a new one: recover, do not just create it"),
    SLOT_UNSUITABLE(true, "the slot is not a permanent logical slot of pgoutput in this database"),
    SLOT_LOST(true, "PostgreSQL has removed WAL that was not sent yet: recover from the outbox rows"),
    SLOT_AHEAD(true, "the slot was moved or remade past the stored position: recover from the outbox rows"),
    SLOT_IN_USE(false, "another process reads the slot; the relay takes it when that one is gone"),
    PUBLICATION_MISSING(true, "run infra/postgres/bootstrap.sql and enrol the outboxes again"),
    PUBLICATION_UNSUITABLE(false, "the publication must publish exactly insert, whole rows of listed tables"),
    PUBLICATION_INCOMPLETE(false, "an outbox is not enrolled: start the service that owns it, so that it migrates"),
    PUBLICATION_TOO_WIDE(false, "a table that is no known outbox is enrolled: drop it from the publication");

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

    String nextStep() {
        return nextStep;
    }
}
