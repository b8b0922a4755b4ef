package dev.colophon.benchmark.relay;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Kafka Connect standalone with the same connector and Debezium's EventRouter.
 *
 * @param tuned with the poll interval, and a producer, like the relay's; else with the defaults of both projects
 */
record Connect(boolean tuned) implements Contender {

    @SuppressWarnings("InlineFormatString") // what is configured stands at the head
    private static final String WORKER = """
            bootstrap.servers=%s
            key.converter=org.apache.kafka.connect.storage.StringConverter
            value.converter=org.apache.kafka.connect.storage.StringConverter
            header.converter=org.apache.kafka.connect.storage.StringConverter
            offset.storage.file.filename=%s
            listeners=http://127.0.0.1:%d
            plugin.discovery=only_scan
            connector.client.config.override.policy=All
            """;

    @SuppressWarnings("InlineFormatString")
    private static final String CONNECTOR = """
            name=outbox
            connector.class=io.debezium.connector.postgresql.PostgresConnector
            tasks.max=1
            topic.prefix=benchmark
            database.hostname=127.0.0.1
            database.port=%d
            database.dbname=colophon
            database.user=%s
            database.password=%s
            plugin.name=pgoutput
            slot.name=%4$s
            publication.name=%4$s
            publication.autocreate.mode=disabled
            snapshot.mode=no_data
            table.include.list=%5$s
            tombstones.on.delete=false
            transforms=outbox
            transforms.outbox.type=io.debezium.transforms.outbox.EventRouter
            transforms.outbox.table.field.event.id=id
            transforms.outbox.table.field.event.key=message_key
            transforms.outbox.table.field.event.payload=payload
            transforms.outbox.route.by.field=topic
            transforms.outbox.route.topic.replacement=${routedByValue}
            transforms.outbox.table.fields.additional.placement=type:header:ce_type,source:header:ce_source,\\
              sequence:header:ce_sequence,occurred_at:header:ce_time
            """;

    private static final String TUNED = """
            poll.interval.ms=10
            producer.override.batch.size=65536
            producer.override.linger.ms=0
            """;

    @Override
    public String name() {
        return tuned ? "connect-tuned" : "connect";
    }

    @Override
    public String setUp() {
        return tuned
                ? "Kafka Connect 4.3.1 standalone, Debezium 3.6.1 + EventRouter, poll.interval.ms 10, linger 0, batches of 64 KiB, -Xmx512m"
                : "Kafka Connect 4.3.1 standalone, Debezium 3.6.1 + EventRouter, defaults, -Xmx512m";
    }

    @Override
    public OutboxTable table() {
        return OutboxTable.ofRival(name());
    }

    @Override
    public void prepare(Ground ground) throws SQLException {
        ground.makeForRival(table(), true);
    }

    @Override
    public ChildProcess start(Ground ground, Path folder) throws IOException {
        var worker = folder.resolve("worker.properties");
        var connector = folder.resolve("connector.properties");
        Files.writeString(
                worker, WORKER.formatted(ground.bootstrapServers(), folder.resolve("offsets"), FreePorts.next()));
        Files.writeString(connector, connector(ground));
        var libraries = RepositoryFiles.resolve("infra/benchmark/rivals/connect/target/lib");
        return ChildProcess.start(
                List.of(
                        JavaCommand.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        libraries + "/*",
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        worker.toString(),
                        connector.toString()),
                Map.of(),
                folder.resolve(name() + ".log"),
                folder.resolve(name() + ".pid"));
    }

    private String connector(Ground ground) {
        var postgres = ground.postgres();
        return CONNECTOR.formatted(
                        postgres.port(), table().role(), postgres.password(), Ground.slot(table()), table().name())
                + (tuned ? TUNED : "");
    }

    @Override
    public void clear(Ground ground) throws SQLException {
        ground.clear(table(), true);
    }
}
