package dev.colophon.benchmark.accept;

import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The same even load while Kafka, the relay and a publisher run and WordPress answers, while WordPress is down, after publisher and Kafka
 * were killed, and after the relay was killed too. Any answer but 202 ends the run.
 *
 * @param perSecond the load: a share of what the door accepts when nothing else runs, so that any machine bears everything at once
 */
record Outages(double perSecond, List<Phase> phases) {

    /** Of the door's own median. */
    static final double SHARE = 0.1;

    private static final int WARM_UP_FACTOR = 4;
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration CATCH_UP_MAX = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** How long clients waited meanwhile. */
    record Phase(String what, Load load) {}

    @SuppressWarnings("try") // the site's going away is what is measured
    static Outages measure(double doorPerSecond, int connections, int seconds, Progress progress) throws IOException {
        var folder = Files.createTempDirectory("colophon-accept-kafka");
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        var kafka = new KafkaServer(KafkaSettings.in(folder, 0)).start().makeTopics();
        var environment = Map.of("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        try (var site = FakeWordPress.start();
                var door = Door.open(List.of(), environment, site.url(), site.editor())) {
            var load = new EvenLoad(door, connections, seconds, doorPerSecond * SHARE);
            var relay = service("outbox-relay", 128, door, kafka, folder);
            var publisher = service("wordpress-publisher", 256, door, kafka, folder);
            List<Phase> phases = new ArrayList<>();
            try {
                relay.start().awaitReady(START_MAX);
                publisher.start().awaitReady(START_MAX);
                load.warmUp("w");
                await(
                        CATCH_UP_MAX,
                        "the publisher has caught up",
                        () -> site.everPublic().size() >= load.accepted());
                phases.add(new Phase("Kafka, relay and publisher run, and WordPress answers", load.once("a")));
                progress.say("%,d stories accepted and %,d posts public"
                        .formatted(load.accepted(), site.everPublic().size()));
                site.close();
                load.once("v");
                await(START_MAX, "the publisher finds its site down", () -> aSiteIsDown(door));
                phases.add(new Phase("WordPress is down", load.once("d")));
                if (!aSiteIsDown(door)) {
                    throw new IllegalStateException("the site was not down to the end");
                }
                if (!relay.readiness().ready()) {
                    throw new IllegalStateException("the relay was not at work: " + relay.readiness());
                }
                publisher.kill();
                kafka.kill();
                phases.add(new Phase("the publisher is gone, and Kafka was killed", load.once("b")));
            } finally {
                publisher.kill();
                relay.kill();
            }
            phases.add(new Phase("the relay was, too", load.once("c")));
            if (kafka.isRunning() || relay.isAlive()) {
                throw new IllegalStateException("what was to be away was there");
            }
            progress.say("measured with Kafka, relay and WordPress there and away");
            return new Outages(load.perSecond, phases);
        } finally {
            kafka.kill();
        }
    }

    /** At one rate, and it is known how many stories were accepted in all. */
    private static final class EvenLoad {

        private final Door door;
        private final int connections;
        private final int seconds;
        private final double perSecond;
        private long accepted;

        EvenLoad(Door door, int connections, int seconds, double perSecond) {
            this.door = door;
            this.connections = connections;
            this.seconds = seconds;
            this.perSecond = perSecond;
        }

        void warmUp(String run) {
            during(run, seconds * WARM_UP_FACTOR);
        }

        Load once(String run) {
            return during(run, seconds);
        }

        long accepted() {
            return accepted;
        }

        private Load during(String run, int length) {
            var load = Load.atRate(door, "out" + run, connections, length, perSecond, () -> new ByHttp(door));
            accepted += Math.round(load.perSecond() * length);
            return load;
        }
    }

    private static void await(Duration max, String what, BooleanSupplier happened) {
        var deadline = System.nanoTime() + max.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                throw new IllegalStateException("not within " + max + ": " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** By the publisher's own record: it stopped asking the site after its failures. */
    private static boolean aSiteIsDown(Door door) {
        try (var connection = door.postgres().superuser().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM wordpress_publisher.site_state WHERE circuit <> 'closed'")) {
            return row.next() && row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not say how the sites are", e);
        }
    }

    private static ServiceProcess service(String name, int heapMegabytes, Door door, KafkaServer kafka, Path folder)
            throws IOException {
        var environment = new HashMap<>(door.environment());
        environment.put("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("COLOPHON_INSTANCE", "benchmark");
        environment.put("SERVER_PORT", "0");
        return new ServiceProcess(new ServiceSettings(
                name,
                ServiceProcess.jarOf(name),
                Files.createDirectory(folder.resolve(name)),
                environment,
                FreePorts.next(),
                List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")));
    }
}
