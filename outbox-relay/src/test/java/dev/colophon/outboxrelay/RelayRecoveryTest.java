package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.contracts.OperationsRoutes;
import dev.colophon.testkit.http.RawRequest;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** FAULTS 16, 17, 20, 33: whatever becomes of slot and position, what is in the outboxes comes to Kafka, in order per key. */
class RelayRecoveryTest extends StartedRelay {

    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");
    private static final String[] QUICK = {"--colophon.reconcile.every=1s", "--colophon.reconcile.after=1s"};

    RelayRecoveryTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka, QUICK);
    }

    @Test
    void a_slot_dropped_under_load_is_recovered_by_one_command_and_nothing_is_lost_or_overtaken() throws SQLException {
        var load = Load.start(outboxes, 40);
        await().atMost(HEALING).until(() -> arrivals(load).count() > 400);

        dropSlotUnderTheReader();
        relay.awaitRefusal("RELAY_SLOT_MISSING", HEALING);
        outboxes.asSuperuser("DELETE FROM outbox_relay.stream_offset");
        var without = load.rounds();
        await().atMost(HEALING).until(() -> load.rounds() > without + 20);

        relay.recover(HEALING);

        relay.awaitReady(HEALING);
        var more = load.rounds();
        await().atMost(HEALING).until(() -> load.rounds() > more + 5);
        var written = load.stop();
        await().atMost(HEALING).until(() -> arrivals(load).ids().size() >= written.size());
        assertThat(arrivals(load).ids()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(arrivals(load).firstSequences())
                .hasSize(40)
                .allSatisfy((_, sequences) -> assertThat(sequences)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, load.rounds()).boxed().toList()));
        assertThat(relay.metric("colophon_relay_rows_resent_total")).isPositive();
    }

    @Test
    void rows_that_passed_no_slot_are_found_and_sent_again_without_a_hand_and_the_last_word_stays_the_last()
            throws SQLException {
        write(1, 3);
        await().atMost(HEALING).until(() -> arrivals().count() == 3);
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        write(4, 6);
        outboxes.asSuperuser("SELECT pg_drop_replication_slot('colophon_outbox')");
        outboxes.asSuperuser("DELETE FROM outbox_relay.stream_offset");
        outboxes.asSuperuser(
                "SELECT pg_create_logical_replication_slot('colophon_outbox', 'pgoutput', false, false, true)");
        write(7, 8);

        relay = Relay.startReady(QUICK);

        await().atMost(HEALING)
                .until(() ->
                        arrivals().firstSequences().getOrDefault(key, List.of()).size() == 8);
        // 7 and 8 came down the stream too: 4 to 6 may be there while those behind them are still being sent again.
        await().atMost(HEALING)
                .untilAsserted(() -> assertThat(arrivals().sequences(key)).endsWith(4L, 5L, 6L, 7L, 8L));
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_unobserved_rows") == 0);
        var sent = arrivals().count();
        awaitPasses(3);
        assertThat(arrivals().count())
                .as("a row that was seen is not sent again")
                .isEqualTo(sent);
    }

    @Test
    void rows_that_wait_behind_a_stopped_broker_are_late_and_not_missing() throws SQLException {
        write(1, 5);
        kafka.stop();
        write(6, 30);
        relay.awaitRefusal("RELAY_CANARY_LATE", HEALING);

        kafka.start();

        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 30);
        assertThat(arrivals().firstSequences().get(key))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
        awaitPasses(3);
        assertThat(relay.metric("colophon_relay_rows_resent_total")).isZero();
    }

    @Test
    void a_row_of_a_transaction_that_stayed_open_is_not_taken_for_missing() throws SQLException {
        try (var late = outboxes.open("publish_api")) {
            Outboxes.insert(late, Row.request(key, 1));
            awaitPasses(3);
            late.commit();
        }

        await().atMost(HEALING).until(() -> arrivals().count() == 1);
        awaitPasses(3);
        assertThat(arrivals().count()).isEqualTo(1);
    }

    @Test
    void a_row_that_is_committed_behind_younger_ones_is_counted_among_those_that_wait() throws SQLException {
        // What a test before this one has sent may not be read back yet, and would be counted too.
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_unobserved_rows") == 0);
        kafka.stop();
        try (var late = outboxes.open("publish_api")) {
            Outboxes.insert(late, Row.request(key, 1));
            write(2, 3);
            await("a look while the first is open")
                    .atMost(HEALING)
                    .until(() -> relay.metric("colophon_relay_unobserved_rows") == 2);
            late.commit();
        }

        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_unobserved_rows") == 3);
        kafka.start();
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 3);
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_unobserved_rows") == 0);
    }

    @Test
    void the_command_finds_a_row_whose_proof_is_missing_and_a_parked_row_is_left_alone() throws SQLException {
        var row = Row.request(key, 1);
        var forged = new Row(UUID.randomUUID(), "publishing.receipts.v1", key, 1, "{}", null);
        outboxes.write("publish_api", row, forged);
        await().atMost(HEALING).until(() -> isProven(row));
        awaitPasses(3);
        outboxes.asSuperuser("DELETE FROM outbox_relay.observed WHERE event_id = '%s'".formatted(row.id()));

        // Told again while the canary that judges, out of Kafka for a second, was let go before the row.
        await().atMost(HEALING).until(() -> {
            assertThat(Relay.outcome(relay.operate("reconcile", HEALING))).isEqualTo("done");
            return arrivals().count() > 1;
        });

        assertThat(arrivals().sequences(key)).containsExactly(1L, 1L);
        assertThat(Arrivals.of(kafka, "publishing.receipts.v1", List.of(key)).count())
                .isZero();
    }

    @Test
    void a_sound_slot_is_never_thrown_away() {
        var operation = relay.operate("recover", HEALING);

        assertThat(Relay.outcome(operation)).isEqualTo("refused");
        assertThat(operation).contains("RELAY_NOTHING_TO_RECOVER");
        relay.awaitReady(HEALING);
    }

    @Test
    void a_recovery_that_did_not_end_keeps_the_engine_from_starting_until_it_is_told_again() throws SQLException {
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        outboxes.asSuperuser("""
                WITH begun AS (INSERT INTO outbox_relay.operation (id, command, operator, instance)
                               VALUES (gen_random_uuid(), 'recover', 'a test', 'a relay that died') RETURNING id)
                INSERT INTO outbox_relay.recovery (operation) SELECT id FROM begun""");
        write(1, 3);

        relay = Relay.start(QUICK);
        relay.awaitRefusal("RELAY_RECOVERY_UNFINISHED", HEALING);
        assertThat(arrivals().count()).isZero();

        relay.recover(HEALING);
        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 3);
    }

    @Test
    void a_position_that_kafka_does_not_have_is_not_taken_for_all_that_was_read() throws SQLException {
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        write(1, 6);
        outboxes.asSuperuser("SELECT pg_drop_replication_slot('colophon_outbox')");
        outboxes.readPositionsBeyondTheEnd(REQUESTS);

        relay = Relay.start(QUICK);
        relay.awaitRefusal("RELAY_SLOT_MISSING", HEALING);

        relay.recover(HEALING);
        relay.awaitReady(HEALING);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void proofs_go_by_the_day_once_no_row_needs_them() throws SQLException {
        var row = Row.request(key, 1);
        outboxes.write("publish_api", row);
        // In one transaction: a pass may come at any moment, and an empty day would go.
        outboxes.asSuperuser("""
                SELECT outbox_relay.make_observed_day(current_date - 30);
                SELECT outbox_relay.make_observed_day(current_date - 31);
                INSERT INTO outbox_relay.observed (event_id, day) VALUES ('%s', current_date - 30)
                """.formatted(row.id()));

        await().atMost(HEALING).until(() -> days() == 1);
        assertThat(day("current_date - 30")).isTrue();

        outboxes.asSuperuser("DELETE FROM publish_api.outbox WHERE id = '%s'".formatted(row.id()));
        await().atMost(HEALING).until(() -> days() == 0);
    }

    @Test
    void the_operators_door_asks_for_the_key_and_a_name() {
        var path = "/operations/v1/recover";
        var post = HttpRequest.BodyPublishers.noBody();
        var listed = OperationsRoutes.of("outbox-relay");

        assertThat(relay.routes()).as(OperationsRoutes.ADVICE).isEqualTo(listed.all());
        assertThat(listed.openAt(relay.door(), Relay.OPERATIONS_KEY)).isEmpty();
        assertThat(relay.send(relay.operations(path)
                                .setHeader("Authorization", "Bearer wrong")
                                .POST(post))
                        .statusCode())
                .isEqualTo(401);
        assertThat(relay.send(relay.operations(path)
                                .setHeader("X-Operator", " ")
                                .POST(post))
                        .statusCode())
                .isEqualTo(400);
        assertThat(relay.send(relay.operations("/operations/v1/nothing").POST(post))
                        .statusCode())
                .isEqualTo(404);
        relay.close();
        relay = Relay.startReady("--colophon.operations.key=");
        assertThat(relay.send(relay.operations(path).POST(post)).statusCode()).isEqualTo(404);
    }

    /** Without a key: nobody waits for the rest of a body that was refused. */
    @Test
    void who_falls_silent_amid_a_request_is_let_go_at_both_ports() throws IOException {
        try (var door = RawRequest.brokenOff(relay.door().getPort(), "/operations/v1/recover");
                var health = RawRequest.brokenOff(relay.management().getPort(), "/actuator/health")) {
            assertThat(door.untilLetGo()).startsWith("HTTP/1.1 401");
            assertThat(health.untilLetGo()).startsWith("HTTP/1.1 405");
        }
    }

    @Test
    void whatever_the_operators_door_cannot_do_is_a_problem_with_a_code_and_what_to_do() throws SQLException {
        var unknown = "/operations/v1/operations/" + UUID.randomUUID();

        assertThat(refusal(relay.operations("/operations/v1/operations/no-uuid")))
                .isEqualTo("400 REQUEST_REFUSED");
        assertThat(refusal(relay.operations(unknown))).isEqualTo("404 NOT_FOUND");
        assertThat(refusal(relay.operations("/operations/v1/nothing"))).isEqualTo("404 REQUEST_REFUSED");
        assertThat(refusal(relay.operations("/operations/v1/recover"))).isEqualTo("405 REQUEST_REFUSED");
        assertThat(refusal(relay.operations("/operations/v1/database").header("Accept", "image/png")))
                .isEqualTo("406 REQUEST_REFUSED");
        outboxes.asSuperuser("REVOKE SELECT ON outbox_relay.operation FROM outbox_relay");
        try {
            assertThat(refusal(relay.operations(unknown))).isEqualTo("500 OPERATIONS_FAILED");
        } finally {
            outboxes.asSuperuser("GRANT SELECT ON outbox_relay.operation TO outbox_relay");
        }
    }

    private String refusal(HttpRequest.Builder request) {
        var answer = relay.send(request);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(answer.body())
                .startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).containsPattern("\"fix\":\"[^\"]").doesNotContain("outbox_relay.operation");
        var code = CODE.matcher(answer.body());
        return answer.statusCode() + " " + (code.find() ? code.group(1) : answer.body());
    }

    private Arrivals arrivals(Load load) {
        return Arrivals.of(kafka, REQUESTS, load.keys());
    }

    /** Proofs of a month ago. */
    private int days() {
        return (day("current_date - 30") ? 1 : 0) + (day("current_date - 31") ? 1 : 0);
    }

    private boolean day(String day) {
        return superuser()
                .sql("SELECT to_regclass('outbox_relay.' || outbox_relay.observed_partition(%s)) IS NOT NULL"
                        .formatted(day))
                .query(Boolean.class)
                .single();
    }

    /** The reader is thrown out first; it may be back before the slot is dropped, so again until it is gone. */
    private void dropSlotUnderTheReader() {
        await().atMost(HEALING).ignoreExceptions().until(() -> {
            outboxes.asSuperuser("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active");
            outboxes.asSuperuser("SELECT pg_drop_replication_slot('colophon_outbox')");
            return true;
        });
    }
}
