package dev.colophon.publishapi.health;

import dev.colophon.publishapi.database.DatabaseState;
import dev.colophon.publishapi.status.ProjectedViews;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a job can be accepted now: the database answers, is the primary, takes writes, hides no rows, and has this build's tables. It
 * says nothing of Kafka, the relay or a site, since accepting needs none of them.
 */
@Component
class AcceptanceHealthIndicator extends AbstractHealthIndicator {

    private static final String MIGRATED = """
            SELECT (SELECT max(string_to_array(version, '.')::int[]) FROM flyway_schema_history WHERE success)
                   >= string_to_array(:version, '.')::int[]
            """;

    private final JdbcClient jdbc;
    private final DatabaseState database;
    private final ProjectedViews views;
    private final MigrateSchema schema;

    AcceptanceHealthIndicator(JdbcClient jdbc, DatabaseState database, ProjectedViews views, MigrateSchema schema) {
        super("the database does not answer: no job can be accepted until it does");
        this.jdbc = jdbc;
        this.database = database;
        this.views = views;
        this.schema = schema;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var refusal = database.context().refusal();
        var migrated = schema.version().filter(this::isReached).isPresent();
        refusal.ifPresentOrElse(
                unfit -> health.down().withDetail("code", unfit.name()).withDetail("cause", unfit.saying()), () -> {
                    if (migrated) {
                        health.up();
                    } else {
                        health.down().withDetail("cause", "the schema is older than this build: run its migrations");
                    }
                });
        health.withDetail("schema", schema.version().orElse("not migrated by this instance"))
                .withDetail(
                        "statusView",
                        views.readable() ? "readable" : "not there yet: every publication shows as accepted");
    }

    private boolean isReached(String version) {
        return jdbc.sql(MIGRATED).param("version", version).query(Boolean.class).single();
    }
}
