package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.process.ChildProcess;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The single Kafka broker with its topics, the groups' first offsets, and its users. */
public final class KafkaPart extends ServerPart {

    private final KafkaServer server;

    private final Secrets secrets;

    KafkaPart(Home home, Settings settings, Secrets secrets) {
        super(settings, Listener.KAFKA);
        this.secrets = secrets;
        server = new KafkaServer(
                KafkaSettings.in(home.data("kafka"), port()).withUsers(settings.port(Listener.KAFKA_USERS)));
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
        server.makeTopics().makeUsers(password());
    }

    @Override
    void stopServer() {
        server.stop();
    }

    /** For the operator of this machine, who may do everything. */
    public String bootstrapServers() {
        return address();
    }

    /** How a service reaches Kafka: under its own name, with the rights of infra/kafka/users.json. */
    Map<String, String> environment() {
        return Map.of(
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS", server.usersBootstrapServers(),
                "COLOPHON_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                "COLOPHON_KAFKA_PASSWORD", password());
    }

    private String password() {
        return Objects.requireNonNullElse(secrets.kafkaPassword(), "");
    }
}
