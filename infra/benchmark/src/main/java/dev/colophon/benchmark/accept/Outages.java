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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same even load while Kafka and the relay run, after Kafka was killed, and after the relay was killed too. Any answer but 202
 * ends the run.
 */
record Outages(List<Phase> phases) {

    /** Jobs per second: little enough for the machine to bear everything at once. */
    static final int RATE = 100;

    private static final int WARM_UP_FACTOR = 2;
    private static final Duration START_MAX = Duration.ofMinutes(2);

    /** How long clients waited meanwhile. */
    record Phase(String what, Load load) {}

    static Outages measure(int connections, int seconds, Progress progress) throws IOException {
        var folder = Files.createTempDirectory("colophon-accept-kafka");
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        var kafka = new KafkaServer(KafkaSettings.in(folder, 0)).start().makeTopics();
        try (var door = Door.open(List.of(), Map.of("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()))) {
            var relay = relay(door, kafka, Files.createDirectory(folder.resolve("relay")));
            List<Phase> phases = new ArrayList<>();
            try {
                load(door, "w", connections, seconds * WARM_UP_FACTOR);
                phases.add(new Phase("Kafka and relay run", load(door, "a", connections, seconds)));
                if (!relay.readiness().ready()) {
                    throw new IllegalStateException("the relay was not at work: " + relay.readiness());
                }
                kafka.kill();
                phases.add(new Phase("Kafka was killed", load(door, "b", connections, seconds)));
            } finally {
                relay.kill();
            }
            phases.add(new Phase("the relay too", load(door, "c", connections, seconds)));
            if (kafka.isRunning() || relay.isAlive()) {
                throw new IllegalStateException("what was to be away was there");
            }
            progress.say("measured with Kafka and relay there and away");
            return new Outages(phases);
        } finally {
            kafka.kill();
        }
    }

    private static Load load(Door door, String run, int connections, int seconds) {
        return Load.atRate(door, "out" + run, connections, seconds, RATE, () -> new ByHttp(door));
    }

    private static ServiceProcess relay(Door door, KafkaServer kafka, Path folder) {
        var password = door.postgres().password();
        return new ServiceProcess(new ServiceSettings(
                        "outbox-relay",
                        ServiceProcess.jarOf("outbox-relay"),
                        folder,
                        Map.of(
                                "COLOPHON_DATABASE_URL",
                                door.postgres().jdbcUrl(),
                                "COLOPHON_DATABASE_PASSWORD",
                                password,
                                "COLOPHON_DATABASE_OWNER_PASSWORD",
                                password,
                                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS",
                                kafka.bootstrapServers(),
                                "COLOPHON_INSTANCE",
                                "benchmark",
                                "SERVER_PORT",
                                "0"),
                        FreePorts.next(),
                        List.of("-Xmx128m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")))
                .start()
                .awaitReady(START_MAX);
    }
}
