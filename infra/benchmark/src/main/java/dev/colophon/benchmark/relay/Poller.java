package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.poller.PollerMain;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A SKIP LOCKED poller with the relay's producer settings. */
record Poller() implements Contender {

    @Override
    public String name() {
        return "poller";
    }

    @Override
    public String setUp() {
        return "SKIP LOCKED, 1000 rows at a time, deletes what is acknowledged, asks every 10 ms when idle, -Xmx128m";
    }

    @Override
    public OutboxTable table() {
        return OutboxTable.ofRival(name());
    }

    @Override
    public void prepare(Ground ground) throws SQLException {
        ground.makeForRival(table(), false);
    }

    @Override
    public ChildProcess start(Ground ground, Path folder) {
        var postgres = ground.postgres();
        return ChildProcess.start(
                List.of(
                        JavaCommand.java(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=dev/colophon/benchmark/logback.xml",
                        "-cp",
                        JavaCommand.classPath(),
                        PollerMain.class.getName(),
                        postgres.jdbcUrl(),
                        table().role(),
                        table().name(),
                        ground.bootstrapServers()),
                Map.of("PGPASSWORD", postgres.password()),
                folder.resolve(name() + ".log"),
                folder.resolve(name() + ".pid"));
    }

    @Override
    public void clear(Ground ground) throws SQLException {
        ground.clear(table(), false);
    }
}
