package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 32: no room is left for PostgreSQL, or for Kafka. What was committed is in Kafka once there is room again. */
@EnabledIf(
        value = "aDiskCanBeMade",
        disabledReason = "FAULTS 32 is not shown: mounting a small disk takes root's rights")
@NullUnmarked
class RelayNoSpaceTest {

    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final int DISK_MEGABYTES = 400;
    private static final int ROW_BYTES = 200_000;
    private static final int ROWS_MAX = 2_000;

    private final String key = UUID.randomUUID().toString();
    private final Random random = new Random(32);
    private final List<String> committed = new ArrayList<>();

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    /** What ends that which was started, the last first: of a start that failed too, so that no disk stays mounted. */
    private final Deque<Runnable> started = new ArrayDeque<>();

    private SmallDisk disk;
    private PostgresServer postgres;
    private KafkaServer kafka;
    private Outboxes outboxes;
    private Relay relay;

    static boolean aDiskCanBeMade() {
        return SmallDisk.canBeMade();
    }

    @AfterEach
    void stop() {
        started.forEach(Runnable::run);
    }

    @Test
    void a_full_disk_of_postgres_takes_readiness_away_and_costs_no_row_that_was_committed() throws Exception {
        mountAt(folder.resolve("disk"));
        start(folder.resolve("disk/postgres"), folder.resolve("kafka"));
        writeOne();
        disk.fill();

        SQLException refusal = writeUntilRefused();
        assertThat((Throwable) refusal).as("the disk of PostgreSQL was full").isNotNull();
        await("not ready").atMost(HEALING).until(() -> relay.readiness().statusCode() == 503);

        disk.free();
        postgres.start();
        relay.awaitReady(HEALING);
        writeOne();
        assertAllThatWasCommittedIsInKafka();
    }

    @Test
    void a_full_disk_of_kafka_takes_readiness_away_and_costs_no_row_that_was_committed() throws Exception {
        // Of the broker's folder its data alone: on a full disk its log could not tell that it is full.
        mountAt(folder.resolve("kafka/data"));
        start(folder.resolve("postgres"), folder.resolve("kafka"));
        writeOne();
        disk.fill();

        for (int row = 0; row < 100; row++) {
            writeOne();
        }
        await("not ready").atMost(HEALING).until(() -> relay.readiness().statusCode() == 503);
        // The broker writes its log in blocks: the end of the line may come after readiness has gone.
        await("the disk of Kafka was full")
                .atMost(HEALING)
                .untilAsserted(() -> assertThat(kafka.log()).content().contains("No space left on device"));

        disk.free();
        kafka.kill();
        kafka.start();
        relay.awaitReady(HEALING);
        writeOne();
        assertAllThatWasCommittedIsInKafka();
    }

    private void mountAt(Path where) throws IOException {
        disk = SmallDisk.mountAt(where, DISK_MEGABYTES);
        started.push(disk::close);
    }

    private void start(Path postgresFolder, Path kafkaFolder) throws SQLException {
        postgres = new PostgresServer(
                PostgresSettings.in(postgresFolder, 0, UUID.randomUUID().toString())
                        .with("min_wal_size = 32MB\nmax_wal_size = 64MB\n"));
        kafka = new KafkaServer(KafkaSettings.in(kafkaFolder, 0));
        Guardian.killAndRemove(postgresFolder.resolve("data/postmaster.pid"), "QUIT", postgresFolder);
        Guardian.killAndRemove(kafkaFolder.resolve("kafka.pid"), "KILL", kafkaFolder);
        started.push(postgres::stopImmediately);
        postgres.start().bootstrap();
        postgres.migrate("outbox-relay");
        started.push(kafka::kill);
        kafka.start().makeTopics();
        outboxes = new Outboxes(postgres);
        outboxes.make();
        relay = Relay.startReady(
                "--COLOPHON_DATABASE_URL=" + postgres.jdbcUrl(),
                "--COLOPHON_DATABASE_PASSWORD=" + postgres.password(),
                "--COLOPHON_DATABASE_OWNER_PASSWORD=" + postgres.password(),
                "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=" + kafka.bootstrapServers(),
                "--colophon.capture.backoff-max=2s");
        started.push(relay::close);
    }

    /** Random text, so that nothing compresses it. */
    private void writeOne() throws SQLException {
        var text = new StringBuilder(ROW_BYTES);
        random.ints(ROW_BYTES, 'a', 'z' + 1).forEach(text::appendCodePoint);
        var row = Row.request(key, committed.size() + 1, "{\"text\":\"" + text + "\"}");
        outboxes.write("publish_api", row);
        committed.add(row.id().toString());
    }

    private @Nullable SQLException writeUntilRefused() {
        try {
            for (int row = 0; row < ROWS_MAX; row++) {
                writeOne();
            }
            return null;
        } catch (SQLException refused) {
            return refused;
        }
    }

    private void assertAllThatWasCommittedIsInKafka() {
        await().atMost(HEALING).until(() -> arrivals().ids().containsAll(committed));
        assertThat(arrivals().firstSequences().get(key)).isSorted();
    }

    private Arrivals arrivals() {
        return Arrivals.of(kafka, REQUESTS, List.of(key));
    }
}
