package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Kafka loses what was read back from it: what the outboxes still hold of that is sent again, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class RelayLostRecordsTest extends StartedRelay {

    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final String[] QUICK = {"--colophon.reconcile.every=1s", "--colophon.reconcile.after=1s"};
    /** Who waits for as long as the test holds a table. */
    private static final String[] PATIENT = {
        QUICK[0],
        QUICK[1],
        "--spring.jdbc.template.query-timeout=180s",
        "--spring.datasource.hikari.data-source-properties.socketTimeout=180"
    };

    private static final String PASS = "SELECT min(created_at) FROM publish_api.outbox%";
    private static final String STATUS = "publishing.status.v1";
    private static final String LOST = "RELAY_RECORDS_LOST";

    RelayLostRecordsTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka, QUICK);
    }

    @Test
    void topics_that_are_made_anew_under_the_relay_get_back_what_the_outboxes_hold_in_order(CapturedOutput log)
            throws SQLException {
        write(1, 20);
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        awaitPasses(3); // settled: a pass looks at what came since

        kafka.recreateTopics();
        write(21, 25);

        assertAllIsThereInOrder(25);
        assertThat(log).contains(LOST);
    }

    @Test
    void topics_that_were_made_anew_while_no_relay_ran_get_back_what_the_outboxes_hold_in_order(CapturedOutput log)
            throws SQLException {
        write(1, 20);
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        relay.close();
        kafka.recreateTopics();
        write(21, 25);

        relay = Relay.start(QUICK);

        assertAllIsThereInOrder(25);
        assertThat(log).contains(LOST);
    }

    @Test
    void what_kafka_still_has_is_proven_again_and_not_sent_again(CapturedOutput log) throws SQLException {
        write(1, 6);
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        relay.close();
        outboxes.readPositionsBeyondTheEnd(REQUESTS);

        relay = Relay.startReady(QUICK);

        await().atMost(HEALING).untilAsserted(() -> assertThat(log).contains(LOST));
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        awaitPasses(3);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void a_pass_that_began_before_the_loss_does_not_take_all_rows_for_missing() throws Exception {
        var status = new Row(UUID.randomUUID(), STATUS, key, 1, "{}", null);
        outboxes.write("status_projector", status);
        write(1, 6);
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        await().atMost(HEALING).until(() -> isProven(status));

        relay.close();
        relay = Relay.startReady(PATIENT);
        var files = filesOfProofs();
        try (var holding = postgres.superuser().getConnection()) {
            holding.setAutoCommit(false);
            // Today alone: the guard asks for the outbox itself.
            holding.createStatement().execute("LOCK TABLE " + dayOfOutbox() + " IN ACCESS EXCLUSIVE MODE");
            await("a pass").atMost(HEALING).until(() -> waiting(PASS) > 0);
            try (var admin = kafka.admin()) {
                admin.deleteTopics(List.of(STATUS)).all().get(30, TimeUnit.SECONDS);
            }
            await("the topic is gone").atMost(HEALING).until(() -> !topics().contains(STATUS));
            kafka.makeTopics();
            await("proofs given up").atMost(HEALING).until(() -> {
                cancelTheCount(); // it waits for the same table, and holds the proofs
                return !filesOfProofs().equals(files);
            });
            assertThat(waiting(PASS)).as("the pass still waits").isPositive();
            holding.commit();
        }

        await().atMost(HEALING)
                .until(() -> Arrivals.of(kafka, STATUS, List.of(key)).ids().size() == 1);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void a_loss_that_cannot_be_put_right_at_once_is_not_forgotten(CapturedOutput log) throws Exception {
        write(1, 20);
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        awaitPasses(3);

        var readBefore = readUpTo(forgetPositionsElsewhere());
        try (var reading = postgres.superuser().getConnection()) {
            reading.setAutoCommit(false);
            reading.createStatement().execute("LOCK TABLE outbox_relay.observed IN ACCESS SHARE MODE");
            kafka.recreateTopics();
            await("seen").atMost(HEALING).untilAsserted(() -> assertThat(log).contains(LOST));
            await("tried in vain")
                    .atMost(HEALING)
                    .untilAsserted(() -> assertThat(log).contains("lock timeout"));
            // Beyond the position: who looks only now sees no loss.
            write(21, readBefore + 20);
            await().atMost(HEALING).until(() -> arrivals().ids().size() >= readBefore);
            reading.commit();
        }

        assertAllIsThereInOrder(readBefore + 20);
    }

    @Test
    void who_reads_for_proofs_that_another_relay_has_given_up_begins_anew() throws SQLException {
        write(1, 6);
        await().atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        awaitPasses(3);

        outboxes.asSuperuser("SELECT outbox_relay.give_up_proofs()");

        await("all gone").atMost(HEALING).until(() -> standing());
        await("and proven again").atMost(HEALING).until(() -> outboxes.observed(List.of(key)));
        awaitPasses(3);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    private String dayOfOutbox() {
        return superuser()
                .sql("SELECT 'publish_api.outbox_' || to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDD')")
                .query(String.class)
                .single();
    }

    /** No other partition tells of a loss. @return that of the key */
    private int forgetPositionsElsewhere() throws SQLException {
        var partition = kafka.records(REQUESTS).stream()
                .filter(one -> key.equals(one.key()))
                .findFirst()
                .orElseThrow()
                .partition();
        outboxes.asSuperuser("DELETE FROM outbox_relay.observed_position WHERE topic <> '%s' OR kafka_partition <> %d"
                .formatted(REQUESTS, partition));
        return partition;
    }

    private int readUpTo(int partition) {
        return superuser()
                .sql("SELECT next_offset FROM outbox_relay.observed_position"
                        + " WHERE topic = :topic AND kafka_partition = :partition")
                .param("topic", REQUESTS)
                .param("partition", partition)
                .query(Integer.class)
                .single();
    }

    private boolean standing() {
        return superuser()
                .sql("SELECT NOT given_up FROM outbox_relay.proofs")
                .query(Boolean.class)
                .single();
    }

    private Set<String> topics() throws Exception {
        try (var admin = kafka.admin()) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }

    private void cancelTheCount() throws SQLException {
        outboxes.asSuperuser("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND query LIKE 'SELECT count(*) AS rows%'");
    }

    private int waiting(String query) {
        return superuser()
                .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE :query")
                .param("query", query)
                .query(Integer.class)
                .single();
    }

    /** Other ones once the table was emptied, whatever has come into it since. */
    private String filesOfProofs() {
        return superuser()
                .sql("SELECT coalesce(string_agg(pg_relation_filenode(inhrelid)::text, ' ' ORDER BY inhrelid), '')"
                        + " FROM pg_inherits WHERE inhparent = 'outbox_relay.observed'::regclass")
                .query(String.class)
                .single();
    }

    private void assertAllIsThereInOrder(int rows) {
        await().atMost(HEALING).until(() -> arrivals().ids().size() == rows);
        relay.awaitReady(HEALING);
        // The young ones may have come down the stream before those that were lost: behind them they come once more.
        await().atMost(HEALING)
                .untilAsserted(() -> assertThat(lastTold())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, rows).boxed().toList()));
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_rows_resent_total") >= 20);
    }

    /** The key's sequences in the order in which each came for the last time. */
    private List<Long> lastTold() {
        return arrivals().sequences(key).reversed().stream().distinct().toList().reversed();
    }
}
