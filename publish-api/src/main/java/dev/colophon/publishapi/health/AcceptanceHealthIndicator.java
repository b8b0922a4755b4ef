package dev.colophon.publishapi.health;

import dev.colophon.publishapi.status.ProjectedViews;
import org.flywaydb.core.Flyway;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a job can be accepted now: the database answers, is the primary, takes writes, and has this build's tables. It
 * says nothing of Kafka, the relay or a site, since accepting needs none of them.
 */
@Component
class AcceptanceHealthIndicator extends AbstractHealthIndicator {

    private static final String DATABASE = """
            SELECT pg_is_in_recovery() AS standby,
                   current_setting('transaction_read_only') = 'on' AS read_only,
                   (SELECT max(string_to_array(version, '.')::int[]) FROM flyway_schema_history WHERE success)
                     >= string_to_array(:version, '.')::int[] AS migrated
            """;

    private final JdbcClient jdbc;
    private final ProjectedViews views;
    private final String version;

    AcceptanceHealthIndicator(JdbcClient jdbc, ProjectedViews views, Flyway flyway) {
        super("the database does not answer: no job can be accepted until it does");
        this.jdbc = jdbc;
        this.views = views;
        this.version = flyway.info().current().getVersion().getVersion();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var cause = jdbc.sql(DATABASE)
                .param("version", version)
                .query((row, _) -> row.getBoolean("standby")
                        ? "connected to a standby: point COLOPHON_DATABASE_URL at the primary"
                        : row.getBoolean("read_only")
                                ? "the database takes no writes: see its default_transaction_read_only"
                                : row.getBoolean("migrated")
                                        ? ""
                                        : "the schema is older than this build: run its migrations")
                .single();
        if (cause.isEmpty()) {
            health.up();
        } else {
            health.down().withDetail("cause", cause);
        }
        health.withDetail("schema", version)
                .withDetail(
                        "statusView",
                        views.readable() ? "readable" : "not there yet: every publication shows as accepted");
    }
}
