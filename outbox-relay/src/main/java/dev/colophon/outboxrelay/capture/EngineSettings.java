package dev.colophon.outboxrelay.capture;

import dev.colophon.outboxrelay.guard.GuardProperties;
import io.debezium.connector.postgresql.PostgresConnector;
import java.time.Duration;
import java.util.Properties;
import java.util.TreeSet;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * The engine's configuration. It never makes a slot, a publication or a snapshot, never moves past a slot that disagrees
 * with the offsets, and saves its position between two batches.
 */
@Component
class EngineSettings {

    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);
    private static final int SLOT_RETRIES_MAX = 5;

    private final JdbcConnectionDetails database;
    private final GuardProperties source;
    private final CaptureProperties capture;

    EngineSettings(JdbcConnectionDetails database, GuardProperties source, CaptureProperties capture) {
        this.database = database;
        this.source = source;
        this.capture = capture;
    }

    /** For an engine of the relay that holds the lock by this token. */
    Properties properties(long token) {
        var settings = new Properties();
        settings.setProperty("name", "outbox-relay");
        settings.setProperty("topic.prefix", "colophon");
        settings.setProperty("connector.class", PostgresConnector.class.getName());
        connection(settings);
        stream(settings);
        engine(settings);
        offsets(settings);
        settings.setProperty(PostgresOffsets.TOKEN, Long.toString(token));
        return settings;
    }

    private void connection(Properties settings) {
        var address = DatabaseAddress.of(database.getJdbcUrl());
        settings.setProperty("database.hostname", address.host());
        settings.setProperty("database.port", Integer.toString(address.port()));
        settings.setProperty("database.dbname", address.database());
        settings.setProperty("database.user", database.getUsername());
        settings.setProperty("database.password", database.getPassword());
        address.options().forEach((name, value) -> settings.setProperty("driver." + name, value));
    }

    private void stream(Properties settings) {
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", source.slot());
        settings.setProperty("slot.drop.on.stop", "false");
        settings.setProperty("slot.max.retries", Integer.toString(SLOT_RETRIES_MAX));
        settings.setProperty("slot.retry.delay.ms", Long.toString(RETRY_WAIT.toMillis()));
        settings.setProperty("publication.name", source.publication());
        settings.setProperty("publication.autocreate.mode", "disabled");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty("offset.mismatch.strategy", "trust_offset");
        settings.setProperty("table.include.list", String.join(",", new TreeSet<>(source.outboxes())));
        settings.setProperty("tombstones.on.delete", "false");
    }

    private void engine(Properties settings) {
        settings.setProperty(
                "poll.interval.ms", Long.toString(capture.pollInterval().toMillis()));
        settings.setProperty("max.batch.size", Integer.toString(capture.batchSize()));
        settings.setProperty("max.queue.size", Integer.toString(capture.queueSize()));
        settings.setProperty(
                "max.queue.size.in.bytes", Long.toString(capture.queueBytes().toBytes()));
        settings.setProperty("record.processing.threads", Integer.toString(capture.processingThreads()));
        settings.setProperty("errors.max.retries", Integer.toString(capture.retriesMax()));
        settings.setProperty("retriable.restart.connector.wait.ms", Long.toString(RETRY_WAIT.toMillis()));
        settings.setProperty(
                "task.management.timeout.ms",
                Long.toString(capture.closeWithin().toMillis()));
    }

    private void offsets(Properties settings) {
        settings.setProperty("offset.storage", PostgresOffsets.class.getName());
        settings.setProperty(
                "offset.flush.interval.ms", Long.toString(capture.saveEvery().toMillis()));
        settings.setProperty(PostgresOffsets.URL, database.getJdbcUrl());
        settings.setProperty(PostgresOffsets.USER, database.getUsername());
        settings.setProperty(PostgresOffsets.PASSWORD, database.getPassword());
    }
}
