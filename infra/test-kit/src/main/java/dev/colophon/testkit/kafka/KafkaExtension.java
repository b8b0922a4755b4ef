package dev.colophon.testkit.kafka;

import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Gives a test class the JVM's one Kafka broker with all topics made, and the system property by which a service finds
 * it. The broker and its folder vanish with the JVM.
 */
public final class KafkaExtension implements BeforeAllCallback, TestInstancePreConstructCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        Shared.start();
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        Shared.start();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Shared.start();
    }

    /** Made when first asked for, once per JVM; a failed start fails every class that needs the broker. */
    private static final class Shared {

        private static final KafkaServer SERVER = make();

        static KafkaServer start() {
            return SERVER;
        }

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
