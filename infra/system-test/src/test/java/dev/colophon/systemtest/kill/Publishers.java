package dev.colophon.systemtest.kill;

import dev.colophon.systemtest.image.TrainedImage;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged publisher as often as one likes, with short times so that the same order of events takes seconds. */
final class Publishers {

    private static final int HEAP_MEGABYTES = 192;
    private static final Times SHORT = new Times("4s", "3500ms", "5s", "2s");
    /** Whoever stops a process while its request waits for an answer may be slow to do so. */
    private static final Times PATIENT = new Times("12s", "11s", "15s", "10s");

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final SealedSite site;
    private final Path folder;
    private int started;

    private record Times(String lease, String visitBudget, String lateRequestBound, String requestTimeout) {}

    Publishers(PostgresServer postgres, KafkaServer kafka, SealedSite site, Path folder) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.site = site;
        this.folder = folder;
    }

    /**
     * Starts one; does not wait for it.
     *
     * @param member of the consumer group: a process that takes another's place under the same name waits for no rebalance
     * @param faultAt as the fault switch has it, or empty
     */
    ServiceProcess start(String member, String faultAt) {
        return start(member, faultAt, SHORT);
    }

    /** Starts one that waits longer for its site, and for whoever has a claim. */
    ServiceProcess startPatient(String member) {
        return start(member, "", PATIENT);
    }

    private ServiceProcess start(String member, String faultAt, Times times) {
        String name = "publisher-%02d-%s".formatted(++started, faultAt.replace(':', '-'));
        Map<String, String> environment = new HashMap<>(Map.of(
                "COLOPHON_DATABASE_URL", postgres.jdbcUrl(),
                "COLOPHON_DATABASE_PASSWORD", postgres.password(),
                "COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password(),
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "COLOPHON_SITE_KEYSET", site.keyset(),
                "COLOPHON_PLAIN_HTTP_HOSTS", "127.0.0.1",
                "COLOPHON_INSTANCE", name,
                "COLOPHON_FAULT_AT", faultAt,
                "SPRING_APPLICATION_JSON", settings(member, times)));
        var image = TrainedImage.of("wordpress-publisher");
        var process = new ServiceProcess(new ServiceSettings(
                name, image.jar(), folder, environment, FreePorts.next(), image.javaOptions(HEAP_MEGABYTES)));
        process.start();
        Guardian.killAndRemove(process.pidFile(), "KILL", folder);
        return process;
    }

    private static String settings(String member, Times times) {
        return """
                {"colophon.publish.lease": "%s", "colophon.publish.visit-budget": "%s",
                 "colophon.publish.late-request-bound": "%s", "colophon.publish.idle-scan": "1s",
                 "colophon.publish.blocked-scan": "200ms", "colophon.wordpress.request-timeout": "%s",
                 "colophon.wordpress.connect-timeout": "500ms", "colophon.retry.base": "100ms", "colophon.retry.cap": "1s",
                 "colophon.circuit.pause": "500ms", "colophon.circuit.longest-pause": "1s", "server.port": "0",
                 "colophon.trial.every": "0s",
                 "spring.kafka.consumer.properties.group.instance.id": "%s",
                 "spring.kafka.consumer.properties.session.timeout.ms": "10000"}
                """.formatted(
                        times.lease(), times.visitBudget(), times.lateRequestBound(), times.requestTimeout(), member);
    }
}
