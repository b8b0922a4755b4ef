package dev.colophon.testkit.kafka;

import dev.colophon.kafka.Topics;
import dev.colophon.kafka.Users;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.Command;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * A real single-node Kafka broker (KRaft) as a process of its own, in a folder of its own. It outlives this JVM unless
 * stopped, and a second object on the same folder finds it again. Topics and offsets are kept over stop, kill and start.
 *
 * <p>Not safe for two threads at once.
 */
public final class KafkaServer {

    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final short REPLICAS = 1;
    private static final String PORT_PROPERTY = "colophon.port";

    private KafkaSettings settings;

    public KafkaServer(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Starts the broker, formatting its storage first where it is new; returns once it answers. */
    public KafkaServer start() {
        if (running().isPresent()) {
            settings = settings.withPort(portOnRecord());
        } else {
            launch();
        }
        awaitAnswer();
        return this;
    }

    /** Starts the broker if it is down. */
    public void raise() {
        if (!isRunning()) {
            start();
        }
    }

    /** Asks the broker to shut down and waits; does nothing when it is down. */
    public void stop() {
        running().ifPresent(broker -> broker.stop(STOP_GRACE));
    }

    /** Kills the broker with SIGKILL; returns when it is gone. */
    public void kill() {
        running().ifPresent(ChildProcess::kill);
    }

    /** As if its disk were lost: kills the broker and deletes all that it held. The next start makes another one, without topics and users. */
    public void loseAll() {
        kill();
        Command.run(List.of("rm", "-rf", settings.data().toString()), STOP_GRACE);
    }

    /** A clean stop and a start on the same port. */
    public void restart() {
        stop();
        start();
    }

    public boolean isRunning() {
        return running().isPresent();
    }

    /** The broker's process, if it lives: to freeze it, or to tell its id. */
    public Optional<ChildProcess> running() {
        return ChildProcess.find(settings.pidFile());
    }

    public int port() {
        return settings.port();
    }

    public String bootstrapServers() {
        if (settings.port() == 0) {
            throw new IllegalStateException("start the broker first: it has no port yet");
        }
        return "127.0.0.1:" + settings.port();
    }

    /** A client for all that is not offered here; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Makes the topics and first offsets of infra/kafka/topics.json that are missing. */
    public KafkaServer makeTopics() {
        try (Admin admin = admin()) {
            Topics.declared().make(admin, REPLICAS);
        }
        return this;
    }

    /**
     * Makes the users of infra/kafka/users.json with their rights, and takes from them what is not declared.
     *
     * @param password of each of them
     */
    public KafkaServer makeUsers(String password) {
        try (Admin admin = admin()) {
            Users.declared().make(admin, _ -> password);
        }
        return this;
    }

    /** Takes one right to a topic from a user, until {@link #makeUsers} gives it back. */
    public void refuse(String user, AclOperation operation, String topic) {
        try (Admin admin = admin()) {
            Users.refuse(admin, user, operation, topic);
        }
    }

    /** What a client needs that comes as this user, by the listener for users. */
    public Map<String, Object> clientOf(String user, String password) {
        return Users.client(usersBootstrapServers(), user, password);
    }

    /** Of the listener for users. */
    public String usersBootstrapServers() {
        return "127.0.0.1:" + settings.usersPort();
    }

    /**
     * Empties all topics of infra/kafka/topics.json and sets their groups back to the beginning.
     *
     * @throws IllegalStateException where a consumer of such a group still runs
     */
    public void recreateTopics() {
        try (Admin admin = admin()) {
            Topics.declared().recreate(admin, REPLICAS);
        }
    }

    /** All records of a topic from its beginning to its end of now; in order within each partition. */
    public List<ConsumerRecord<String, String>> records(String topic) {
        return KafkaRecords.readAll(bootstrapServers(), topic);
    }

    /** Sends one record and waits for the broker's answer. */
    public void send(String topic, @Nullable String key, @Nullable String value, Map<String, String> headers) {
        send(List.of(KafkaRecords.record(topic, key, value, headers)));
    }

    /** Sends records in order and waits for the broker's answer to each. */
    public void send(List<ProducerRecord<@Nullable String, @Nullable String>> records) {
        KafkaRecords.sendAll(bootstrapServers(), records);
    }

    public Path folder() {
        return settings.folder();
    }

    public Path log() {
        return settings.log();
    }

    private void launch() {
        settings = settings.port() == 0 ? settings.withPort(FreePorts.next()) : settings;
        try {
            Files.createDirectories(settings.data());
            Files.writeString(
                    settings.properties(),
                    settings.configuration(FreePorts.next()) + "%s=%d%n".formatted(PORT_PROPERTY, settings.port()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of " + settings, e);
        }
        ChildProcess.start(command(), Map.of(), settings.log(), settings.pidFile());
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(settings.heapMegabytesMax()));
        command.addAll(List.of(
                "-Dlogback.configurationFile=dev/colophon/testkit/kafka/broker-logback.xml",
                "-cp",
                JavaCommand.classPath(),
                BrokerMain.class.getName(),
                settings.properties().toString(),
                settings.data().toString()));
        return command;
    }

    private void awaitAnswer() {
        try {
            BrokerProbe.await(settings.port(), this::isRunning, START_DEADLINE);
        } catch (IllegalStateException e) {
            kill();
            throw new IllegalStateException(e.getMessage() + "\n" + Command.tail(settings.log()), e);
        }
    }

    private int portOnRecord() {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(settings.properties())) {
            properties.load(in);
            return Integer.parseInt(properties.getProperty(PORT_PROPERTY));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + settings.properties(), e);
        }
    }
}
