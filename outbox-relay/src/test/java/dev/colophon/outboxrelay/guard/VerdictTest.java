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

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void each_code_has_its_part_in_the_operators_page(Refusal refusal) throws IOException {
        var page = RepositoryFiles.resolve("docs/operations/relay.md");

        assertThat(Files.readAllLines(page)).contains("## " + refusal.code());
        assertThat(refusal.page())
                .isEqualTo("docs/operations/relay.md#" + refusal.code().toLowerCase(Locale.ROOT));
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
