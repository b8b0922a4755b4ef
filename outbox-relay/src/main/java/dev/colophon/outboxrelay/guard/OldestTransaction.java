package dev.colophon.outboxrelay.guard;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says how far back rows may still come from that no snapshot shows yet. A row's created_at is not before its transaction began, so
 * what was created before the oldest open one is committed, or never will be.
 */
@Component
public class OldestTransaction {

    // Where the server is told to keep no activities nothing is settled. A transaction takes the time of its first
    // statement's arrival, and is listed with it a moment later.
    private static final String BEGAN = """
            SELECT coalesce(min(xact_start), 'epoch') - interval '1 second' FROM pg_stat_activity
            """;

    private final JdbcClient jdbc;

    OldestTransaction(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Every row that was created before this is seen by a snapshot that is taken after this was asked. In one statement with the
     * snapshot it would not hold: what commits between the two is in neither.
     */
    public OffsetDateTime began() {
        return jdbc.sql(BEGAN).query(OffsetDateTime.class).single().withOffsetSameInstant(ZoneOffset.UTC);
    }
}
