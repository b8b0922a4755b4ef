package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.divergence.Tally.Counts;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ledger against WordPress, in the publisher's own figures: only it speaks to sites. Where it publishes none, nothing is
 * known, and that is said.
 */
@Component
class SiteComparison {

    private static final String PUBLISHED = "SELECT to_regclass('wordpress_publisher.reconcile_state_v1') IS NOT NULL";

    /** Per site, the newest reconciliation that walked the whole site. */
    private static final String COUNTS = """
            SELECT coalesce(sum(compared), 0) AS compared, coalesce(sum(differing), 0) AS differing
            FROM wordpress_publisher.reconcile_state_v1
            """;

    private final JdbcClient jdbc;

    SiteComparison(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty: the publisher publishes no figures. */
    Optional<Counts> counts() {
        var published = jdbc.sql(PUBLISHED).query(Boolean.class).single();
        return published
                ? Optional.of(jdbc.sql(COUNTS)
                        .query((row, _) -> new Counts(row.getLong("compared"), row.getLong("differing"), 0, 0))
                        .single())
                : Optional.empty();
    }
}
