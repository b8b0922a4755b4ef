package dev.colophon.outboxrelay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    private static final Set<String> OUTBOXES = Set.of("publish_api.outbox", "outbox_relay.outbox");
    private static final ServerFacts PRIMARY = new ServerFacts("logical", true, false, false);
    private static final SlotHealth SLOT = slot(true, null, "reserved", null);
    private static final PublicationFacts PUBLICATION = new PublicationFacts(true, OUTBOXES);

    @Test
    void nothing_stands_against_a_sound_slot_and_publication() {
        var verdict =
                Verdict.of(session(false, "read committed", false, 1), PRIMARY, SLOT, PUBLICATION, OUTBOXES, false);

        assertThat(verdict.causes()).isEmpty();
        assertThat(verdict.allowsStart()).isTrue();
        assertThat(verdict.stopsEngine()).isFalse();
    }

    static Stream<Arguments> refused() {
        var replica = new ServerFacts("replica", true, false, false);
        var powerless = new ServerFacts("logical", false, false, false);
        return Stream.of(
                Arguments.of(replica, SLOT, PUBLICATION, Refusal.WAL_LEVEL_NOT_LOGICAL),
                Arguments.of(powerless, SLOT, PUBLICATION, Refusal.ROLE_WITHOUT_REPLICATION),
                Arguments.of(
                        new ServerFacts("logical", true, true, false), SLOT, PUBLICATION, Refusal.RECOVERY_UNFINISHED),
                Arguments.of(
                        new ServerFacts("logical", true, false, true), SLOT, PUBLICATION, Refusal.OFFSETS_UNREADABLE),
                Arguments.of(PRIMARY, null, PUBLICATION, Refusal.SLOT_MISSING),
                Arguments.of(PRIMARY, slot(false, null, "reserved", null), PUBLICATION, Refusal.SLOT_UNSUITABLE),
                Arguments.of(PRIMARY, slot(true, null, "lost", null), PUBLICATION, Refusal.SLOT_LOST),
                Arguments.of(PRIMARY, slot(true, null, "reserved", "idle_timeout"), PUBLICATION, Refusal.SLOT_LOST),
                Arguments.of(PRIMARY, slot(true, 4711, "reserved", null), PUBLICATION, Refusal.SLOT_IN_USE),
                Arguments.of(
                        PRIMARY,
                        new SlotHealth(true, null, "reserved", null, null, 0L, 1L),
                        PUBLICATION,
                        Refusal.SLOT_AHEAD),
                Arguments.of(PRIMARY, SLOT, null, Refusal.PUBLICATION_MISSING),
                Arguments.of(PRIMARY, SLOT, new PublicationFacts(false, OUTBOXES), Refusal.PUBLICATION_UNSUITABLE),
                Arguments.of(PRIMARY, SLOT, covering("publish_api.outbox"), Refusal.PUBLICATION_INCOMPLETE),
                Arguments.of(
                        PRIMARY,
                        SLOT,
                        covering("publish_api.outbox", "outbox_relay.outbox", "publish_api.client"),
                        Refusal.PUBLICATION_TOO_WIDE));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void each_fault_is_refused_by_its_own_name_and_no_other(
            ServerFacts server, @Nullable SlotHealth slot, @Nullable PublicationFacts publication, Refusal refusal) {
        var verdict =
                Verdict.of(session(false, "read committed", false, 1), server, slot, publication, OUTBOXES, false);

        assertThat(verdict.refusals()).containsExactly(refusal);
        assertThat(verdict.allowsStart()).isFalse();
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of(session(true, "read committed", true, 1), Refusal.IN_RECOVERY),
                Arguments.of(session(false, "read committed", false, 0), Refusal.ROWS_HIDDEN),
                Arguments.of(session(false, "read committed", false, 1, "parked_row"), Refusal.ROWS_HIDDEN),
                Arguments.of(session(false, "serializable", false, 1), Refusal.ISOLATION),
                Arguments.of(session(false, "read committed", true, 1), Refusal.READ_ONLY));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void a_session_that_is_none_to_work_in_is_refused_by_name(DatabaseContext context, Refusal refusal) {
        assertThat(Verdict.of(context, PRIMARY, SLOT, PUBLICATION, OUTBOXES, false)
                        .refusals())
                .containsExactly(refusal);
    }

    @Test
    void our_own_reader_is_no_fault() {
        assertThat(Verdict.of(
                                session(false, "read committed", false, 1),
                                PRIMARY,
                                slot(true, 4711, "reserved", null),
                                PUBLICATION,
                                OUTBOXES,
                                true)
                        .allowsStart())
                .isTrue();
    }

    @Test
    void every_cause_is_told_not_only_the_first() {
        var verdict = Verdict.of(session(false, "read committed", false, 1), PRIMARY, null, null, OUTBOXES, false);

        assertThat(verdict.refusals()).containsExactlyInAnyOrder(Refusal.SLOT_MISSING, Refusal.PUBLICATION_MISSING);
    }

    @Test
    void an_engine_is_stopped_where_it_could_only_pretend_and_kept_where_others_still_flow() {
        assertThat(Verdict.of(
                                session(false, "read committed", false, 1),
                                PRIMARY,
                                slot(true, 1, "lost", null),
                                PUBLICATION,
                                OUTBOXES,
                                true)
                        .stopsEngine())
                .isTrue();
        assertThat(Verdict.of(
                                session(false, "read committed", false, 1),
                                PRIMARY,
                                SLOT,
                                covering("publish_api.outbox"),
                                OUTBOXES,
                                true)
                        .stopsEngine())
                .isFalse();
    }

    @Test
    void a_recovery_is_asked_for_where_the_stream_is_broken_and_nowhere_else() {
        assertThat(refusedFor(Refusal.values()).filter(verdict -> verdict.asksForRecovery()))
                .flatExtracting(Verdict::refusals)
                .containsExactlyInAnyOrder(
                        Refusal.SLOT_MISSING,
                        Refusal.SLOT_LOST,
                        Refusal.SLOT_AHEAD,
                        Refusal.OFFSETS_UNREADABLE,
                        Refusal.RECOVERY_UNFINISHED);
    }

    @Test
    void an_engine_goes_on_under_what_only_keeps_another_from_starting() {
        assertThat(refusedFor(Refusal.values()).filter(verdict -> !verdict.stopsEngine()))
                .flatExtracting(Verdict::refusals)
                .containsExactlyInAnyOrder(
                        Refusal.DATABASE_UNREACHABLE,
                        Refusal.ROWS_HIDDEN,
                        Refusal.ISOLATION,
                        Refusal.READ_ONLY,
                        Refusal.SLOT_IN_USE,
                        Refusal.PUBLICATION_UNSUITABLE,
                        Refusal.PUBLICATION_INCOMPLETE,
                        Refusal.PUBLICATION_TOO_WIDE);
    }

    @Test
    void a_database_that_cannot_be_asked_is_refused_in_its_own_words_and_stops_no_engine() {
        var verdict = Verdict.unreachable(new IOException("connection refused"));

        assertThat(verdict.causes())
                .containsExactly(new Verdict.Cause(Refusal.DATABASE_UNREACHABLE, "connection refused"));
        assertThat(verdict.allowsStart()).isFalse();
        assertThat(verdict.stopsEngine()).isFalse();
        assertThat(verdict.asksForRecovery()).isFalse();
    }

    @Test
    void a_cause_says_what_was_seen_and_what_to_do() {
        var wide = covering("publish_api.outbox", "publish_api.client");
        var told = Verdict.of(session(false, "read committed", false, 1), PRIMARY, SLOT, wide, OUTBOXES, false)
                .causes();

        assertThat(told)
                .extracting(Verdict.Cause::toString)
                .containsExactly(
                        "RELAY_PUBLICATION_INCOMPLETE (not in it: [outbox_relay.outbox]; an outbox is not enrolled: start the"
                                + " service that owns it, so that it migrates; docs/operations/relay.md#relay_publication_incomplete)",
                        "RELAY_PUBLICATION_TOO_WIDE (in it: [publish_api.client]; a table that is no known outbox is enrolled: drop"
                                + " it from the publication; docs/operations/relay.md#relay_publication_too_wide)");
    }

    @Test
    void of_a_standby_nothing_else_is_told() {
        assertThat(Verdict.of(session(true, "serializable", true, 0), PRIMARY, null, null, OUTBOXES, false)
                        .refusals())
                .containsExactly(Refusal.IN_RECOVERY);
    }

    @Test
    void a_slot_is_ahead_only_of_a_position_that_is_stored_and_of_no_reader_of_ours() {
        var never = new SlotHealth(true, null, "reserved", null, null, 0L, null);
        var ours = new SlotHealth(true, 4711, "reserved", null, null, 0L, 1L);
        var session = session(false, "read committed", false, 1);

        assertThat(Verdict.of(session, PRIMARY, never, PUBLICATION, OUTBOXES, false)
                        .allowsStart())
                .isTrue();
        assertThat(Verdict.of(session, PRIMARY, ours, PUBLICATION, OUTBOXES, true)
                        .allowsStart())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void each_code_has_its_part_in_the_operators_page(Refusal refusal) throws IOException {
        var page = RepositoryFiles.resolve("docs/operations/relay.md");

        assertThat(Files.readAllLines(page)).contains("## " + refusal.code());
        assertThat(refusal.page())
                .isEqualTo("docs/operations/relay.md#" + refusal.code().toLowerCase(Locale.ROOT));
    }

    private static Stream<Verdict> refusedFor(Refusal... refusals) {
        return Stream.of(refusals).map(refusal -> new Verdict(List.of(new Verdict.Cause(refusal, "seen"))));
    }

    private static DatabaseContext session(
            boolean inRecovery, String isolation, boolean readOnly, long visibleRows, String... rowSecurity) {
        return new DatabaseContext(
                inRecovery, isolation, readOnly, null, "1:1:", "outbox_relay", List.of(rowSecurity), visibleRows);
    }

    private static SlotHealth slot(
            boolean suitable, @Nullable Integer pid, String walStatus, @Nullable String invalidation) {
        return new SlotHealth(suitable, pid, walStatus, null, invalidation, 0L, 0L);
    }

    private static PublicationFacts covering(String... tables) {
        return new PublicationFacts(true, Set.of(tables));
    }
}
