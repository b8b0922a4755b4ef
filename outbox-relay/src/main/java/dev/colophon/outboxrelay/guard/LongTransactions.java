package dev.colophon.outboxrelay.guard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Names the transaction that has written and stays open: what it wrote is not on the road before it commits, and PostgreSQL
 * keeps all WAL since it began.
 */
@Component
class LongTransactions {

    private static final String OLDEST = """
            SELECT pid, usename, application_name, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds
              FROM pg_stat_activity
             WHERE backend_xid IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()
             ORDER BY xact_start LIMIT 1
            """;
    private static final Logger LOG = LoggerFactory.getLogger(LongTransactions.class);

    private record Open(int pid, String role, String application, double seconds) {}

    private final JdbcClient jdbc;
    private final GuardProperties properties;
    private volatile double oldestSeconds = Double.NaN;
    private int toldOf;

    LongTransactions(JdbcClient jdbc, GuardProperties properties, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.properties = properties;
        Gauge.builder("colophon.relay.transaction.oldest", () -> oldestSeconds)
                .description("Age of the oldest open transaction that has written")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${colophon.guard.every:2s}")
    void look() {
        try {
            var oldest = jdbc.sql(OLDEST)
                    .query((row, _) -> new Open(
                            row.getInt("pid"),
                            row.getString("usename"),
                            row.getString("application_name"),
                            row.getDouble("seconds")))
                    .optional();
            oldestSeconds = oldest.map(Open::seconds).orElse(0.0);
            oldest.filter(open ->
                            open.seconds() > properties.transactionAgeMax().toMillis() / 1e3)
                    .ifPresentOrElse(this::tell, () -> toldOf = 0);
        } catch (DataAccessException e) {
            oldestSeconds = Double.NaN;
        }
    }

    private void tell(Open open) {
        if (open.pid() != toldOf) {
            LOG.error(
                    "RELAY_TRANSACTION_OPEN: process {} ({}, {}) has written and not committed for {} seconds; what it"
                            + " wrote is not sent before. See docs/operations/relay.md#relay_transaction_open",
                    open.pid(),
                    open.role(),
                    open.application(),
                    Math.round(open.seconds()));
        }
        toldOf = open.pid();
    }
}
