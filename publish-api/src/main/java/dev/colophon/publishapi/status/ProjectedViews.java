package dev.colophon.publishapi.status;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The views that status-projector publishes for this service. Until that service has migrated for the first time they do
 * not exist: then every publication stands as accepted, which is the truth, instead of as an error.
 */
@Repository
public class ProjectedViews {

    private static final String READABLE = """
            SELECT count(*) = 2
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'status_projector'
               AND c.relname IN ('publication_status_v1', 'publication_timeline_v1')
               AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
            """;

    private final JdbcClient jdbc;
    private volatile boolean seen;

    ProjectedViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether they can be read. Once they can, they are not asked for again. */
    public boolean readable() {
        if (!seen) {
            seen = jdbc.sql(READABLE).query(Boolean.class).single();
        }
        return seen;
    }
}
