package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.Guardian;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** FAULTS 26: the primary is lost under load and its standby takes over. Every row that the new primary has is in Kafka. */
@ExtendWith(KafkaExtension.class)
class RelayFailOverTest {

    private static final Duration HEALING = Duration.ofSeconds(90);

    private final KafkaServer kafka;
    private PostgresServer primary;
    private PostgresServer standby;
    private Relay relay;

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    RelayFailOverTest(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void startPrimary() throws SQLException {
        primary = new PostgresServer(PostgresSettings.in(
                folder.resolve("primary"), 0, UUID.randomUUID().toString()));
        Guardian.killAndRemove(folder.resolve("primary/data/postmaster.pid"), "QUIT", folder.resolve("primary"));
        Guardian.killAndRemove(folder.resolve("standby/data/postmaster.pid"), "QUIT", folder);
        primary.start().bootstrap();
        primary.migrate("outbox-relay");
        new Outboxes(primary).make();
        standby = primary;
        relay = relayOf(primary);
        relay.awaitReady(HEALING);
    }

    @AfterEach
    void stop() {
        relay.close();
        standby.stopImmediately();
        primary.stopImmediately();
    }

    @Test
    void with_a_failover_slot_the_relay_goes_on_at_the_new_primary_and_nothing_is_lost() {
        standby = primary.standbyToFailOverTo(folder.resolve("standby"), true);
        await("the slot in step").atMost(HEALING).until(() -> slots("synced AND NOT temporary") == 1);

        var load = loseThePrimaryUnderLoad();
        relay = relayOf(standby);

        relay.awaitReady(HEALING);
        assertAllThatTheNewPrimaryHasIsInKafka(load);
    }

    @Test
    void without_one_the_relay_refuses_and_a_recovery_loses_nothing() {
        standby = primary.standbyToFailOverTo(folder.resolve("standby"), false);

        var load = loseThePrimaryUnderLoad();
        relay = relayOf(standby);
        relay.awaitRefusal("RELAY_SLOT_MISSING", HEALING);
        relay.recover(HEALING);

        relay.awaitReady(HEALING);
        assertAllThatTheNewPrimaryHasIsInKafka(load);
    }

    @Test
    void a_relay_that_is_pointed_at_a_standby_refuses() {
        standby = primary.standbyToFailOverTo(folder.resolve("standby"), true);

        relay.close();

        // Its schema is there already: a standby cannot be migrated.
        relay = relayOf(standby, "--spring.flyway.enabled=false");

        relay.awaitRefusal("RELAY_IN_RECOVERY", HEALING);
    }

    private Load loseThePrimaryUnderLoad() {
        var load = Load.start(new Outboxes(primary), 20);
        await().atMost(HEALING).until(() -> arrivals(load).count() > 200);
        primary.stopImmediately();
        relay.close();
        standby.promote();
        assertThat(load.failed()).as("the load was cut off").isTrue();
        return load;
    }

    private void assertAllThatTheNewPrimaryHasIsInKafka(Load load) {
        var kept = JdbcClient.create(standby.superuser())
                .sql("SELECT id::text FROM publish_api.outbox")
                .query(String.class)
                .list();
        assertThat(kept).hasSizeGreaterThan(200);
        await().atMost(HEALING).until(() -> arrivals(load).ids().containsAll(kept));
        assertThat(arrivals(load).ids())
                .as("nothing in Kafka that the new primary does not know")
                .containsExactlyInAnyOrderElementsOf(kept);
        assertThat(arrivals(load).firstSequences())
                .allSatisfy((_, sequences) -> assertThat(sequences).isSorted());
    }

    private Arrivals arrivals(Load load) {
        return Arrivals.of(kafka, REQUESTS, load.keys());
    }

    private static Relay relayOf(PostgresServer server, String... more) {
        var settings = new ArrayList<>(List.of(
                "--COLOPHON_DATABASE_URL=" + server.jdbcUrl(),
                "--COLOPHON_DATABASE_PASSWORD=" + server.password(),
                "--COLOPHON_DATABASE_OWNER_PASSWORD=" + server.password()));
        settings.addAll(List.of(more));
        return Relay.start(settings.toArray(String[]::new));
    }

    private int slots(String condition) {
        return JdbcClient.create(standby.superuser())
                .sql("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'colophon_outbox' AND " + condition)
                .query(Integer.class)
                .single();
    }
}
