package dev.colophon.statusprojector.check;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is done by the clock. Of several instances, the one that moves the time forward does the work. */
@Repository
public class DueWork {

    private static final String TAKE = """
            INSERT INTO due_work (name, due_at) VALUES (:name, :next)
            ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE due_work.due_at <= :now
            """;

    private final JdbcClient jdbc;

    DueWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this work is due and the caller's to do. It is due again after the interval. */
    public boolean take(String name, Instant now, Duration interval) {
        return jdbc.sql(TAKE)
                        .param("name", name)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("next", now.plus(interval).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
