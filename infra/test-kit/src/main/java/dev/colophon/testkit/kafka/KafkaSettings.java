package dev.colophon.testkit.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker lives.
 *
 * @param folder holds its data, log and process mark; made when missing
 * @param port to listen on, on 127.0.0.1; 0: a free one
 * @param heapMegabytesMax of its JVM
 * @param further another listener, if any
 */
public record KafkaSettings(
        Path folder,
        int port,
        int heapMegabytesMax,
        @Nullable Further further) {

    private static final String USERS = "USERS";

    private static final String AUTHORIZATION =
            """
            sasl.enabled.mechanisms=SCRAM-SHA-512
            listener.name.users.scram-sha-512.sasl.jaas.config=%s required;
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:ANONYMOUS
            """.formatted("org.apache.kafka.common.security.scram.ScramLoginModule");

    /**
     * One more listener, and the port that clients are told: that of a proxy, say.
     *
     * @param users whether it knows its callers by name and password, and the broker lets each do only what it may
     */
    record Further(String name, int port, int advertisedPort, boolean users) {

        String protocol() {
            return users ? "SASL_PLAINTEXT" : "PLAINTEXT";
        }
    }

    public KafkaSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        folder = folder.toAbsolutePath();
    }

    public static KafkaSettings in(Path folder, int port) {
        return new KafkaSettings(folder, port, 256, null);
    }

    /**
     * With one more listener, which tells its clients another port.
     *
     * @param name in capitals
     */
    public KafkaSettings withListener(String name, int listenerPort, int advertisedPort) {
        return new KafkaSettings(
                folder, port, heapMegabytesMax, new Further(name, listenerPort, advertisedPort, false));
    }

    /**
     * With a listener for the users of infra/kafka/users.json, each with its own rights. Whoever comes by the plain one,
     * on the loopback address, is the machine's operator and may do everything.
     */
    public KafkaSettings withUsers(int listenerPort) {
        return new KafkaSettings(folder, port, heapMegabytesMax, new Further(USERS, listenerPort, listenerPort, true));
    }

    int usersPort() {
        if (further == null || !further.users()) {
            throw new IllegalStateException("this broker has no listener for users");
        }
        return further.port();
    }

    KafkaSettings withPort(int chosen) {
        return new KafkaSettings(folder, chosen, heapMegabytesMax, further);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("kafka.log");
    }

    Path pidFile() {
        return folder.resolve("kafka.pid");
    }

    Path properties() {
        return folder.resolve("server.properties");
    }

    /**
     * One node that is broker and controller. Small everywhere: a cleaner of the default size would not fit the heap. The
     * session is short because a killed broker may only come back once its former session is over.
     */
    String configuration(int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%5$s
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%6$s
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=2500
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=8388608
                num.network.threads=2
                num.io.threads=4
                %7$s
                """.formatted(
                        port,
                        controllerPort,
                        data(),
                        further == null ? "" : ",%s://127.0.0.1:%d".formatted(further.name(), further.port()),
                        further == null ? "" : ",%s://127.0.0.1:%d".formatted(further.name(), further.advertisedPort()),
                        further == null ? "" : ",%s:%s".formatted(further.name(), further.protocol()),
                        further != null && further.users() ? AUTHORIZATION : "");
    }
}
