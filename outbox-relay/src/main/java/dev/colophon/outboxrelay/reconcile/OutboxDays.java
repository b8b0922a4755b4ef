package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.GuardProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The days of the outboxes, in UTC: tables made ahead of their time, and let go whole when they are old enough and all of
 * their rows were seen in Kafka. Which those are is decided by the database's own functions; a day that somebody uses is
 * tried again. Names of outboxes stand in the SQL as they are; {@link GuardProperties} lets no other characters pass.
 */
@Component
class OutboxDays {

    private static final String DIVIDED = """
            SELECT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass(:outbox))
            """;
    private static final String DAYS = """
            SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day
              FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = to_regclass(:outbox) AND c.relname ~ '_[0-9]{8}$' ORDER BY day
            """;
    private static final String MAKE = "SELECT {schema}.make_outbox_day(:day)";
    private static final String DROP = "SELECT let_go, kept_for FROM {schema}.drop_outbox_day(:day)";
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDays.class);

    /** Either the rows that went with their day, or those that it is kept for; neither if somebody uses it. */
    private record Outcome(@Nullable Long letGo, @Nullable Long keptFor) {}

    private final JdbcClient jdbc;
    private final ReconcileProperties properties;
    private final List<String> outboxes;
    private final InstantSource clock;
    private final AtomicInteger ahead;
    private final AtomicInteger kept;
    private int keptNow;
    private Instant notBefore = Instant.MIN;

    OutboxDays(
            JdbcClient jdbc,
            ReconcileProperties properties,
            GuardProperties guard,
            InstantSource clock,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.outboxes = guard.outboxesOfServices();
        this.clock = clock;
        this.ahead = meters.gauge("colophon.relay.outbox.days.ahead", new AtomicInteger(properties.daysAhead()));
        this.kept = meters.gauge("colophon.relay.outbox.days.kept", new AtomicInteger());
    }

    /** Returns how many rows went; looks no more often than it is told to. */
    long pass() {
        var now = clock.instant();
        if (now.isBefore(notBefore)) {
            return 0;
        }
        notBefore = now.plus(properties.daysEvery());
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var first = LocalDate.ofInstant(now.minus(properties.kept()), ZoneOffset.UTC);
        var divided = outboxes.stream().filter(this::isDivided).toList();
        ahead.set(divided.stream().mapToInt(outbox -> make(outbox, today)).min().orElse(properties.daysAhead()));
        keptNow = 0;
        var rows = divided.stream().mapToLong(outbox -> drop(outbox, first)).sum();
        kept.set(keptNow);
        return rows;
    }

    private boolean isDivided(String outbox) {
        return jdbc.sql(DIVIDED).param("outbox", outbox).query(Boolean.class).single();
    }

    private List<LocalDate> days(String outbox) {
        return jdbc.sql(DAYS)
                .param("outbox", outbox)
                .query((row, _) -> row.getObject("day", LocalDate.class))
                .list();
    }

    /** Makes what is missing from today on; returns how many days after today are ready, one after the other. */
    private int make(String outbox, LocalDate today) {
        var there = days(outbox);
        today.datesUntil(today.plusDays(properties.daysAhead() + 1L))
                .filter(Predicate.not(there::contains))
                .forEach(day -> makeDay(outbox, day));
        var now = days(outbox);
        return (int) today.plusDays(1)
                .datesUntil(today.plusDays(properties.daysAhead() + 1L))
                .takeWhile(now::contains)
                .count();
    }

    private void makeDay(String outbox, LocalDate day) {
        var made = jdbc.sql(of(MAKE, outbox))
                .param("day", day)
                .query(Boolean.class)
                .single();
        if (!made) {
            LOG.info(
                    "{} has no table for {} yet: somebody uses it, or rows of that day are there already", outbox, day);
        }
    }

    private long drop(String outbox, LocalDate first) {
        return days(outbox).stream()
                .filter(day -> day.isBefore(first))
                .mapToLong(day -> dropDay(outbox, day))
                .sum();
    }

    private long dropDay(String outbox, LocalDate day) {
        var outcome = jdbc.sql(of(DROP, outbox))
                .param("day", day)
                .query((row, _) ->
                        new Outcome(row.getObject("let_go", Long.class), row.getObject("kept_for", Long.class)))
                .single();
        if (outcome.letGo() != null) {
            LOG.info("Let go of {} of {}: its {} rows were all seen in Kafka", day, outbox, outcome.letGo());
            return outcome.letGo();
        }
        if (outcome.keptFor() != null) {
            keptNow++;
            LOG.warn(
                    "RELAY_DAY_KEPT: {} of {} stays for {} rows that were not seen in Kafka."
                            + " See docs/operations/relay.md#relay_day_kept",
                    day,
                    outbox,
                    outcome.keptFor());
        }
        return 0;
    }

    private static String of(String sql, String outbox) {
        return sql.replace("{schema}", outbox.substring(0, outbox.indexOf('.')));
    }
}
