package dev.colophon.testkit.kafka;

import java.nio.file.Path;

/**
 * Where a broker lives.
 *
 * @param folder holds its data, log and process mark; made when missing
 * @param port to listen on, on 127.0.0.1; 0: a free one
 * @param heapMegabytesMax of its JVM
 */
public record KafkaSettings(Path folder, int port, int heapMegabytesMax) {

    public KafkaSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        folder = folder.toAbsolutePath();
    }

    public static KafkaSettings in(Path folder, int port) {
        return new KafkaSettings(folder, port, 256);
    }

    KafkaSettings withPort(int chosen) {
        return new KafkaSettings(folder, chosen, heapMegabytesMax);
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
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
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
                """.formatted(port, controllerPort, data());
    }
}
