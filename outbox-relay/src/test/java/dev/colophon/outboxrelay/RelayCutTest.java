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
import dev.colophon.testkit.proxy.Fault;
import dev.colophon.testkit.proxy.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** FAULTS 31: the connection to Kafka is cut in the midst of sending, before and after the broker has taken what was sent. */
@ExtendWith(PostgresExtension.class)
class RelayCutTest {

    private static final Logger LOG = LoggerFactory.getLogger(RelayCutTest.class);
    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final int CUTS = 12;

    @Test
    void what_was_cut_off_is_sent_again_in_order(
            PostgresServer postgres, @TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
        var seed = Long.getLong("seed", System.nanoTime());
        LOG.info("seed {}", seed);
        var random = new Random(seed);
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        var listener = FreePorts.next();
        try (var proxy = FaultProxy.to(listener)) {
            var kafka = new KafkaServer(KafkaSettings.in(folder, 0).withListener("PROXIED", listener, proxy.port()))
                    .start()
                    .makeTopics();
            var outboxes = new Outboxes(postgres);
            outboxes.make();
            outboxes.forgetPositions();
            try (var relay = Relay.startReady(
                    "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + proxy.port(),
                    "--colophon.relay.request-timeout=2s")) {
                var load = Load.start(outboxes, 20);
                for (var cut = 1; cut <= CUTS; cut++) {
                    cutOnce(proxy, load, random);
                }
                proxy.pass();
                var written = load.stop();

                await().atMost(HEALING)
                        .until(() ->
                                Arrivals.of(kafka, REQUESTS, load.keys()).ids().containsAll(written));
                var arrivals = Arrivals.of(kafka, REQUESTS, load.keys());
                assertThat(arrivals.ids()).containsExactlyInAnyOrderElementsOf(written);
                assertThat(arrivals.firstSequences())
                        .hasSize(20)
                        .allSatisfy((_, sequences) -> assertThat(sequences)
                                .containsExactlyElementsOf(LongStream.rangeClosed(1, load.rounds())
                                        .boxed()
                                        .toList()));
                assertThat(cuts(proxy)).isGreaterThanOrEqualTo(CUTS);
                relay.awaitReady(HEALING);
                await().atMost(HEALING).until(() -> outboxes.observed(load.keys()));
            } finally {
                kafka.kill();
                outboxes.forgetPositions();
            }
        }
    }

    /** Returns when the load goes on behind the cut. */
    private static void cutOnce(FaultProxy proxy, Load load, Random random) {
        var seen = cuts(proxy);
        proxy.arm(random.nextBoolean() ? Fault.CUT_REQUEST : Fault.CUT_ANSWER, 1 + random.nextInt(3));
        await().atMost(HEALING).until(() -> cuts(proxy) > seen);
        var rounds = load.rounds();
        await().atMost(HEALING).until(() -> load.rounds() > rounds);
    }

    private static int cuts(FaultProxy proxy) {
        return proxy.fired(Fault.CUT_REQUEST) + proxy.fired(Fault.CUT_ANSWER);
    }
}
