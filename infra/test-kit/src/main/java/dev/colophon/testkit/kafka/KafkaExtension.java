package dev.colophon.testkit.kafka;

import dev.colophon.testkit.SharedServerExtension;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives a test class the JVM's one Kafka broker with all topics made, and the system property by which a service finds
 * it. The broker and its folder vanish with the JVM.
 */
public final class KafkaExtension extends SharedServerExtension<KafkaServer> {

    public KafkaExtension() {
        super(KafkaServer.class, () -> Shared.SERVER, KafkaServer::raise);
    }

    /** Made when first asked for, once per JVM; a failed start fails every class that needs the broker. */
    private static final class Shared {

        private static final KafkaServer SERVER = make();

        private static KafkaServer make() {
            try {
                Path folder = Files.createTempDirectory("colophon-kafka");
                Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
                KafkaServer server = new KafkaServer(KafkaSettings.in(folder, 0));
                server.start().makeTopics();
                System.setProperty("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers());
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for a Kafka broker", e);
            }
        }
    }
}
