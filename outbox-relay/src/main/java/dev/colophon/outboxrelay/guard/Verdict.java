package dev.colophon.outboxrelay.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the guard concludes: no cause at all, or every cause that stands against streaming. */
public record Verdict(List<Cause> causes) {

    /** One reason, with what was seen. */
    record Cause(Refusal refusal, String seen) {

        @Override
        public String toString() {
            return "%s (%s; %s; %s)".formatted(refusal.code(), seen, refusal.nextStep(), refusal.page());
        }
    }

    public Verdict {
        causes = List.copyOf(causes);
    }

    /** An engine may be started. */
    public boolean allowsStart() {
        return causes.isEmpty();
    }

    /** An engine that runs could only pretend to work. */
    public boolean stopsEngine() {
        return causes.stream().anyMatch(cause -> cause.refusal().stopsEngine());
    }

    /** The stream itself is broken: a recovery is called for, and may throw it away. */
    public boolean asksForRecovery() {
        return causes.stream().anyMatch(cause -> cause.refusal().asksForRecovery());
    }

    Set<Refusal> refusals() {
        return Set.copyOf(causes.stream().map(Cause::refusal).toList());
    }

    static Verdict unreachable(Exception failure) {
        return new Verdict(List.of(new Cause(Refusal.DATABASE_UNREACHABLE, String.valueOf(failure.getMessage()))));
    }

    /**
     * Judges what was seen.
     *
     * @param readerExpected whether the slot may have a reader
     */
    static Verdict of(
            DatabaseContext context,
            ServerFacts server,
            @Nullable SlotHealth slot,
            @Nullable PublicationFacts publication,
            Set<String> outboxes,
            boolean readerExpected) {
        var causes = new Causes();
        causes.when(context.inRecovery(), Refusal.IN_RECOVERY, "pg_is_in_recovery()");
        if (context.inRecovery()) {
            return new Verdict(causes.found); // what its slots are like matters when it is the primary
        }
        causes.ofSession(context);
        causes.when(
                !server.walLevel().equals("logical"), Refusal.WAL_LEVEL_NOT_LOGICAL, "wal_level " + server.walLevel());
        causes.when(!server.roleMayReplicate(), Refusal.ROLE_WITHOUT_REPLICATION, "rolreplication is false");
        causes.when(server.recoveryUnfinished(), Refusal.RECOVERY_UNFINISHED, "a row in outbox_relay.recovery");
        causes.when(server.positionUnreadable(), Refusal.OFFSETS_UNREADABLE, "outbox_relay.stream_offset");
        causes.ofSlot(slot, readerExpected);
        causes.ofPublication(publication, outboxes);
        return new Verdict(causes.found);
    }

    private static final class Causes {

        private final List<Cause> found = new ArrayList<>();

        void when(boolean refused, Refusal refusal, String seen) {
            if (refused) {
                found.add(new Cause(refusal, seen));
            }
        }

        void ofSession(DatabaseContext context) {
            when(
                    context.hidesRows(),
                    Refusal.ROWS_HIDDEN,
                    "row security on %s, %d of 1 probe row seen"
                            .formatted(context.rowSecurity(), context.visibleRows()));
            when(context.isAtAnotherIsolation(), Refusal.ISOLATION, context.isolation());
            when(context.readOnly(), Refusal.READ_ONLY, "transaction_read_only is on");
        }

        void ofSlot(@Nullable SlotHealth slot, boolean readerExpected) {
            if (slot == null) {
                when(true, Refusal.SLOT_MISSING, "no such slot");
                return;
            }
            when(!slot.suitable(), Refusal.SLOT_UNSUITABLE, "type, plugin, database or permanence differ");
            when(
                    slot.lost(),
                    Refusal.SLOT_LOST,
                    "wal_status %s, invalidation_reason %s".formatted(slot.walStatus(), slot.invalidationReason()));
            // While an engine runs it moves the slot itself, and the two are not seen at one instant.
            when(
                    !readerExpected && slot.ahead(),
                    Refusal.SLOT_AHEAD,
                    slot.aheadBytes() + " bytes of WAL were not sent");
            when(!readerExpected && slot.activePid() != null, Refusal.SLOT_IN_USE, "read by pid " + slot.activePid());
        }

        void ofPublication(@Nullable PublicationFacts publication, Set<String> outboxes) {
            if (publication == null) {
                when(true, Refusal.PUBLICATION_MISSING, "no such publication");
                return;
            }
            when(!publication.suitable(), Refusal.PUBLICATION_UNSUITABLE, "its options differ");
            var missing = without(outboxes, publication.tables()::contains);
            when(!missing.isEmpty(), Refusal.PUBLICATION_INCOMPLETE, "not in it: " + missing);
            var foreign = without(publication.tables(), outboxes::contains);
            when(!foreign.isEmpty(), Refusal.PUBLICATION_TOO_WIDE, "in it: " + foreign);
        }

        private static Set<String> without(Set<String> names, Predicate<String> known) {
            var rest = new TreeSet<>(names);
            rest.removeIf(known);
            return rest;
        }
    }
}
