package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.GuardProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets go of rows that are in Kafka and old enough, whole days of them, and of proofs that no row needs any more. What has no
 * day of its own goes in small statements. The database's own functions decide which rows those are: none goes that was not
 * observed.
 */
@Component
class Retention {

    private static final String FORGET =
            "SELECT outbox_relay.forget_observed(CAST(:outbox AS regclass), :before, :rowsMax)";
    private static final String DROP_DAY = "SELECT outbox_relay.drop_observed_day(:day)";
    private static final String DAYS = """
            SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day
              FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = to_regclass('outbox_relay.observed') ORDER BY day
            """;

    /** A proof is as old as its row, or younger, by less than this. */
    private static final Period MARGIN = Period.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JdbcClient jdbc;
    private final ReconcileProperties properties;
    private final List<String> outboxes;
    private final OutboxDays outboxDays;
    private final InstantSource clock;
    private final Counter forgotten;

    Retention(
            JdbcClient jdbc,
            ReconcileProperties properties,
            GuardProperties guard,
            OutboxDays outboxDays,
            InstantSource clock,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.outboxes = guard.outboxesOfServices();
        this.outboxDays = outboxDays;
        this.clock = clock;
        this.forgotten = meters.counter("colophon.relay.rows.forgotten");
    }

    /** Returns how many rows it let go: whole days, and of what has no day never more than the bound of a pass. */
    long pass() {
        var before = clock.instant().minus(properties.kept());
        var rows = outboxDays.pass()
                + outboxes.stream().mapToInt(outbox -> forget(outbox, before)).sum();
        forgotten.increment((double) rows);
        dropDays(LocalDate.ofInstant(before, ZoneOffset.UTC).minus(MARGIN));
        return rows;
    }

    private int forget(String outbox, Instant before) {
        var rows = 0;
        var last = properties.forgetMax();
        for (var round = 0; round < properties.forgetRounds() && last == properties.forgetMax(); round++) {
            last = jdbc.sql(FORGET)
                    .param("outbox", outbox)
                    .param("before", before.atOffset(ZoneOffset.UTC))
                    .param("rowsMax", properties.forgetMax())
                    .query(Integer.class)
                    .single();
            rows += last;
        }
        return rows;
    }

    private void dropDays(LocalDate before) {
        for (var day : jdbc.sql(DAYS)
                .query((row, _) -> row.getObject("day", LocalDate.class))
                .list()) {
            if (day.isBefore(before)
                    && jdbc.sql(DROP_DAY).param("day", day).query(Boolean.class).single()) {
                LOG.info("Let go of the proofs of {}: no outbox holds a row of that day any more", day);
            }
        }
    }
}
