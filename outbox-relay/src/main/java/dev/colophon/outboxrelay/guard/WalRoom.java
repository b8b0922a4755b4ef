package dev.colophon.outboxrelay.guard;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much WAL may still be written before PostgreSQL gives the slot up, as a share of what it may hold back. */
@Component
public class WalRoom {

    private static final String LEFT = """
            SELECT greatest(safe_wal_size, 0)::float8 / pg_size_bytes(current_setting('max_slot_wal_keep_size'))
              FROM pg_replication_slots
             WHERE slot_name = :slot AND safe_wal_size IS NOT NULL AND current_setting('max_slot_wal_keep_size') <> '-1'
            """;

    private final JdbcClient jdbc;
    private final GuardProperties properties;

    WalRoom(JdbcClient jdbc, GuardProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** Empty without a limit, without a slot, and for a slot that is lost already; it may be a little above 1. */
    public Optional<Double> left() {
        return jdbc.sql(LEFT)
                .param("slot", properties.slot())
                .query(Double.class)
                .optional();
    }
}
