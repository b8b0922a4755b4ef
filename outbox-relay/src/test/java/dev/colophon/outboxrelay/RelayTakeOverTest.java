package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
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

/** Two relays, and the first is killed in the midst of its work. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
class RelayTakeOverTest {

    private static final Duration HEALING = Duration.ofSeconds(60);
    private static final int KEYS = 50;
    private static final int SEQUENCES_MAX = 2_000;
    private static final int SEQUENCES_AFTER_THE_KILL = 20;

    private final KafkaServer kafka;
    private final Outboxes outboxes;
    private final List<String> keys =
            IntStream.range(0, KEYS).mapToObj(n -> UUID.randomUUID().toString()).toList();

    RelayTakeOverTest(PostgresServer postgres, KafkaServer kafka) {
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
                second.awaitRefusal("RELAY_STANDBY", Duration.ofSeconds(10));
                assertThat(second.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
                var killed = new AtomicBoolean();
                var writing = CompletableFuture.supplyAsync(() -> writeWhileNot(killed), ownThread());
                await().atMost(HEALING).until(() -> ofOurKeys().size() >= KEYS * 10);

                try {
                    first.end();
                } finally {
                    killed.set(true);
                }

                second.awaitReady(Duration.ofSeconds(20));
                var written = writing.join();
                await().atMost(HEALING).until(() -> ids(ofOurKeys()).size() == written.size());
                assertThat(ids(ofOurKeys())).containsExactlyInAnyOrderElementsOf(written);
                assertEachKeyInOrder();
            }
        }
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
