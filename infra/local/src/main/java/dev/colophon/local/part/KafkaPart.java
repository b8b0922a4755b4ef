package dev.colophon.local.part;

import dev.colophon.local.config.Ground;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import java.util.function.Consumer;

/** The single Kafka broker with its topics and the groups' first offsets. */
public final class KafkaPart implements Part {

    private final KafkaServer server;
    private final int port;
    private final boolean isGiven;

    KafkaPart(Home home, Settings settings) {
        port = settings.port(Listener.KAFKA);
        isGiven = settings.ground() == Ground.GIVEN;
        server = new KafkaServer(KafkaSettings.in(home.data("kafka"), port));
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public boolean isOurs() {
        return !isGiven;
    }

    @Override
    public Presence presence() {
        if (isGiven) {
            return Given.presence(port);
        }
        return server.running()
                .map(process -> Presence.up(process.pid(), bootstrapServers()))
                .orElseGet(() -> Presence.down(bootstrapServers()));
    }

    @Override
    public void start(Consumer<String> detail) {
        if (!isGiven) {
            detail.accept("broker");
            server.start();
        }
        detail.accept("topics");
        server.makeTopics();
    }

    @Override
    public void stop() {
        if (!isGiven) {
            server.stop();
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }
}
