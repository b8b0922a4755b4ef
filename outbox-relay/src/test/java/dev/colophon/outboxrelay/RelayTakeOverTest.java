package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.outboxrelay.capture.OffsetsUnderTest;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** FAULTS 19: two relays, and the first is killed in the midst of its work. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
class RelayTakeOverTest {

    private static final Duration HEALING = Duration.ofMinutes(2);
    private static final int KEYS = 50;
    /** Ends a writer whom nobody stops; more than it writes while all of the topic is read a few times. */
    private static final int SEQUENCES_MAX = 10_000;

    private static final int SEQUENCES_AFTER_THE_KILL = 20;

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final Outboxes outboxes;
    private final List<String> keys =
            IntStream.range(0, KEYS).mapToObj(n -> UUID.randomUUID().toString()).toList();

    RelayTakeOverTest(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.outboxes = new Outboxes(postgres);
    }

    @Test
    void the_second_relay_stands_by_and_takes_over_from_a_killed_one_without_a_loss(@TempDir Path folder)
            throws SQLException {
        outboxes.make();
        try (var first = Relay.startAsProcess(folder)) {
            first.awaitReady(HEALING);
            try (var second = Relay.start("--colophon.relay.instance=second")) {
                second.awaitRefusal("RELAY_STANDBY", HEALING);
                assertThat(second.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
                var killed = new AtomicBoolean();
                var writing = CompletableFuture.supplyAsync(() -> writeWhileNot(killed), ownThread());
                await().atMost(HEALING).until(() -> ofOurKeys().size() >= KEYS * 10);

                try {
                    first.end();
                } finally {
                    killed.set(true);
                }

                second.awaitReady(HEALING);
                var written = writing.join();
                await().atMost(HEALING).until(() -> ids(ofOurKeys()).size() == written.size());
                assertThat(ids(ofOurKeys())).containsExactlyInAnyOrderElementsOf(written);
                assertEachKeyInOrder();
            }
        }
    }

    @Test
    void a_frozen_relay_loses_the_lock_and_saves_no_position_when_it_wakes_up(@TempDir Path folder)
            throws SQLException {
        outboxes.make();
        outboxes.asSuperuser("ALTER SYSTEM SET wal_sender_timeout = '4s'");
        outboxes.asSuperuser("SELECT pg_reload_conf()");
        String[] quick = {"--colophon.guard.lock-idle-max=5s"};
        try (var first = Relay.startAsProcess(folder, 256, quick)) {
            first.awaitReady(HEALING);
            // Ready once a canary is in Kafka; with the position, the token is saved after that.
            var tokenOfFirst = await().atMost(HEALING).until(this::token, token -> token > 0);
            try (var second = Relay.start("--colophon.relay.instance=second", quick[0])) {
                second.awaitRefusal("RELAY_STANDBY", HEALING);
                var load = Load.start(outboxes, 20);
                await().atMost(HEALING)
                        .until(() -> Arrivals.of(kafka, REQUESTS, load.keys()).count() > 200);

                first.freeze();

                second.awaitReady(HEALING);
                assertThat(token()).isGreaterThan(tokenOfFirst);
                first.thaw();
                first.awaitRefusal("RELAY_STANDBY", HEALING);
                var rounds = load.rounds();
                await().atMost(HEALING).until(() -> load.rounds() > rounds + 20);
                var written = load.stop();
                await().atMost(HEALING)
                        .until(() ->
                                Arrivals.of(kafka, REQUESTS, load.keys()).ids().containsAll(written));
                assertThat(Arrivals.of(kafka, REQUESTS, load.keys()).firstSequences())
                        .hasSize(20)
                        .allSatisfy((_, sequences) ->
                                assertThat(sequences).isSorted().hasSize(load.rounds()));
                assertThat(token()).isGreaterThan(tokenOfFirst);
                second.awaitReady(HEALING);
            }
        } finally {
            outboxes.asSuperuser("ALTER SYSTEM RESET wal_sender_timeout");
            outboxes.asSuperuser("SELECT pg_reload_conf()");
        }
    }

    @Test
    void a_position_under_an_older_token_is_not_saved() throws SQLException {
        outboxes.asSuperuser("DELETE FROM outbox_relay.stream_offset");
        outboxes.asSuperuser(
                "INSERT INTO outbox_relay.stream_offset (stream, position, token) VALUES ('s', '{\"lsn\":9}', 7)");
        try {
            assertThatThrownBy(() -> OffsetsUnderTest.save(postgres, "s", "{\"lsn\":1}", 6))
                    .hasMessageContaining("RELAY_FENCED");
            assertThat(position()).isEqualTo("{\"lsn\":9}");

            OffsetsUnderTest.save(postgres, "s", "{\"lsn\":10}", 7);
            assertThat(position()).isEqualTo("{\"lsn\":10}");
        } finally {
            outboxes.asSuperuser("DELETE FROM outbox_relay.stream_offset");
        }
    }

    private String position() {
        return JdbcClient.create(postgres.superuser())
                .sql("SELECT position FROM outbox_relay.stream_offset")
                .query(String.class)
                .single();
    }

    private long token() {
        return JdbcClient.create(postgres.superuser())
                .sql("SELECT coalesce(max(token), 0) FROM outbox_relay.stream_offset")
                .query(Long.class)
                .single();
    }

    /** Rows without a pause until some time after the kill, so that it falls in the midst of the work. */
    private List<String> writeWhileNot(AtomicBoolean killed) {
        var written = new ArrayList<String>();
        var end = SEQUENCES_MAX;
        for (var sequence = 1; sequence <= end; sequence++) {
            var next = sequence;
            var rows = keys.stream().map(key -> Row.request(key, next)).toArray(Row[]::new);
            try {
                outboxes.write("publish_api", rows);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Arrays.stream(rows).forEach(row -> written.add(row.id().toString()));
            if (killed.get() && end == SEQUENCES_MAX) {
                end = sequence + SEQUENCES_AFTER_THE_KILL;
            }
        }
        assertThat(end).as("still writing when the first was killed").isLessThan(SEQUENCES_MAX);
        return written;
    }

    /** Not the common pool: it may have one worker only, on which the JDK tells of the end of a process. */
    private static Executor ownThread() {
        return task -> Thread.ofPlatform().name("writer").start(task);
    }

    private void assertEachKeyInOrder() {
        Map<String, List<Long>> seen = new TreeMap<>();
        ofOurKeys()
                .forEach(one -> seen.computeIfAbsent(one.key(), _ -> new ArrayList<>())
                        .add(Long.valueOf(header(one, "ce_sequence"))));
        assertThat(seen)
                .hasSize(KEYS)
                .allSatisfy((_, sequences) ->
                        assertThat(sequences.stream().distinct().toList()).isSorted());
    }

    private List<ConsumerRecord<String, String>> ofOurKeys() {
        return kafka.records(REQUESTS).stream()
                .filter(one -> keys.contains(one.key()))
                .toList();
    }

    private static List<String> ids(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(one -> header(one, "ce_id")).distinct().toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
