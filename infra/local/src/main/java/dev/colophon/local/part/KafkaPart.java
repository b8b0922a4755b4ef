package dev.colophon.local.part;

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

    KafkaPart(Home home, Settings settings) {
        port = settings.port(Listener.KAFKA);
        server = new KafkaServer(KafkaSettings.in(home.data("kafka"), port));
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public Presence presence() {
        return server.running()
                .map(process -> Presence.up(process.pid(), bootstrapServers()))
                .orElseGet(() -> Presence.down(bootstrapServers()));
    }

    @Override
    public void start(Consumer<String> detail) {
        detail.accept("broker");
        server.start();
        detail.accept("topics");
        server.makeTopics();
    }

    @Override
    public void stop() {
        server.stop();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }
}
