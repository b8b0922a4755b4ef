package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 62: the relay as its own Kafka user, with the rights that infra/kafka/users.json gives it, and without one of them. */
@ExtendWith(PostgresExtension.class)
class RelayUserTest {

    private static final String PASSWORD = "for-this-test-only";
    private static final Duration HEALING = Duration.ofSeconds(90);

    @Test
    void a_relay_that_may_not_write_parks_nothing_and_sends_all_in_order_once_it_may(
            PostgresServer postgres, @TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        var kafka = new KafkaServer(KafkaSettings.in(folder, 0).withUsers(FreePorts.next()))
                .start()
                .makeTopics()
                .makeUsers(PASSWORD);
        var outboxes = new Outboxes(postgres);
        outboxes.make();
        outboxes.forgetPositions();
        try (var relay = Relay.startReady(
                "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=" + kafka.usersBootstrapServers(),
                "--COLOPHON_KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT",
                "--COLOPHON_KAFKA_PASSWORD=" + PASSWORD)) {
            var load = Load.start(outboxes, 5);
            kafka.refuse("outbox-relay", AclOperation.WRITE, REQUESTS);
            relay.awaitRefusal("RELAY_ENGINE_ENDED", HEALING);
            var rounds = load.rounds();
            await().atMost(HEALING).until(() -> load.rounds() > rounds);

            kafka.makeUsers(PASSWORD);

            relay.awaitReady(HEALING);
            var written = load.stop();
            await().atMost(HEALING)
                    .until(() -> Arrivals.of(kafka, REQUESTS, load.keys()).ids().containsAll(written));
            assertThat(Arrivals.of(kafka, REQUESTS, load.keys()).firstSequences())
                    .hasSize(5)
                    .allSatisfy((_, sequences) -> assertThat(sequences)
                            .containsExactlyElementsOf(LongStream.rangeClosed(1, load.rounds())
                                    .boxed()
                                    .toList()));
            assertThat(relay.metric("colophon_relay_rows_parked")).isZero();
            await().atMost(HEALING).until(() -> outboxes.observed(load.keys()));
        } finally {
            kafka.kill();
            outboxes.forgetPositions();
        }
    }
}
