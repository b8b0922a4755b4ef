package dev.colophon.benchmark.accept;

import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
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

/**
 * The same even load while Kafka and the relay run, beside a publisher whose WordPress is down, after Kafka was killed, and after the
 * relay was killed too. Any answer but 202 ends the run.
 */
record Outages(List<Phase> phases) {

    /** Jobs per second: little enough for the machine to bear everything at once. */
    static final int RATE = 100;

    private static final int WARM_UP_FACTOR = 2;
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** How long clients waited meanwhile. */
    record Phase(String what, Load load) {}

    static Outages measure(int connections, int seconds, Progress progress) throws IOException {
        var folder = Files.createTempDirectory("colophon-accept-kafka");
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        var kafka = new KafkaServer(KafkaSettings.in(folder, 0)).start().makeTopics();
        try (var door = Door.open(List.of(), Map.of("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()))) {
            var relay = service("outbox-relay", 128, door, kafka, folder);
            var publisher = service("wordpress-publisher", 256, door, kafka, folder);
            List<Phase> phases = new ArrayList<>();
            try {
                relay.start().awaitReady(START_MAX);
                load(door, "w", connections, seconds * WARM_UP_FACTOR);
                phases.add(new Phase("Kafka and relay run", load(door, "a", connections, seconds)));
                if (!relay.readiness().ready()) {
                    throw new IllegalStateException("the relay was not at work: " + relay.readiness());
                }
                publisher.start().awaitReady(START_MAX);
                awaitASiteDown(door);
                load(door, "u", connections, seconds * WARM_UP_FACTOR);
                phases.add(
                        new Phase("the publisher too, and WordPress is down", load(door, "d", connections, seconds)));
                if (!aSiteIsDown(door)) {
                    throw new IllegalStateException("the site was not down to the end");
                }
                publisher.kill();
                kafka.kill();
                phases.add(new Phase("Kafka was killed", load(door, "b", connections, seconds)));
            } finally {
                publisher.kill();
                relay.kill();
            }
            phases.add(new Phase("the relay was, too", load(door, "c", connections, seconds)));
            if (kafka.isRunning() || relay.isAlive()) {
                throw new IllegalStateException("what was to be away was there");
            }
            progress.say("measured with Kafka, relay and WordPress there and away");
            return new Outages(phases);
        } finally {
            kafka.kill();
        }
    }

    private static Load load(Door door, String run, int connections, int seconds) {
        return Load.atRate(door, "out" + run, connections, seconds, RATE, () -> new ByHttp(door));
    }

    private static void awaitASiteDown(Door door) {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!aSiteIsDown(door) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        if (!aSiteIsDown(door)) {
            throw new IllegalStateException("the publisher did not find its site down in time");
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
