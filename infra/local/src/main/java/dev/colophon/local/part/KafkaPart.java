package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.process.ChildProcess;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The single Kafka broker with its topics and the groups' first offsets. */
public final class KafkaPart extends ServerPart {

    private final KafkaServer server;

    KafkaPart(Home home, Settings settings) {
        super(settings, Listener.KAFKA);
        server = new KafkaServer(KafkaSettings.in(home.data("kafka"), port()));
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    OptionalLong process() {
        return server.running().stream().mapToLong(ChildProcess::pid).findAny();
    }

    @Override
    void startServer(Consumer<String> detail) {
        detail.accept("broker");
        server.start();
    }

    @Override
    void makeReady(Consumer<String> detail) {
        detail.accept("topics");
        server.makeTopics();
    }

    @Override
    void stopServer() {
        server.stop();
    }

    public String bootstrapServers() {
        return address();
    }
}
