package dev.colophon.benchmark.relay;

import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ours, from the packaged jar, with its guard, observer and reconciler at work as always.
 *
 * @param jvm further options of its JVM
 */
record ColophonRelay(List<String> jvm) implements Contender {

    ColophonRelay {
        jvm = List.copyOf(jvm);
    }

    @Override
    public String name() {
        return "colophon";
    }

    @Override
    public String setUp() {
        return "outbox-relay, packaged jar, default settings, -Xmx128m; reads every record back and records it";
    }

    @Override
    public OutboxTable table() {
        return OutboxTable.OF_COLOPHON;
    }

    @Override
    public void prepare(Ground ground) {
        // The ground is laid for it: bootstrap.sql, slot.sql and the outboxes of the services.
    }

    @Override
    public ChildProcess start(Ground ground, Path folder) {
        var options = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
        options.addAll(jvm);
        var password = ground.postgres().password();
        var relay = new ServiceProcess(new ServiceSettings(
                name(),
                ServiceProcess.jarOf("outbox-relay"),
                folder,
                Map.of(
                        "COLOPHON_DATABASE_URL",
                        ground.postgres().jdbcUrl(),
                        "COLOPHON_DATABASE_PASSWORD",
                        password,
                        "COLOPHON_DATABASE_OWNER_PASSWORD",
                        password,
                        "COLOPHON_KAFKA_BOOTSTRAP_SERVERS",
                        ground.bootstrapServers(),
                        "COLOPHON_INSTANCE",
                        "benchmark",
                        "SERVER_PORT",
                        "0"),
                FreePorts.next(),
                options));
        return relay.start().running().orElseThrow();
    }

    @Override
    public void clear(Ground ground) throws SQLException {
        ground.clear(table(), false);
    }
}
