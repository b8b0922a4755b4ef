package dev.colophon.systemtest.incident;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the services' tables say of one site's publications. */
record Statuses(JdbcClient sql, UUID site) {

    private static final String COUNTS = """
            SELECT status, count(*)::int AS count FROM status_projector.publication_status WHERE site_id = :site GROUP BY status
            """;

    private static final String UNTOUCHED = """
            SELECT to_jsonb(s)::text || to_jsonb(t)::text FROM status_projector.publication_status s
            JOIN status_projector.publication_stream t USING (publication_id)
            WHERE s.site_id = :site AND NOT EXISTS (
              SELECT FROM status_projector.publication_event e WHERE e.publication_id = s.publication_id AND e.build = :build)
            ORDER BY publication_id
            """;

    private static final String RECEIPTS = """
            SELECT count(*) FROM status_projector.publication_event e JOIN status_projector.publication_status s USING (publication_id)
            WHERE s.site_id = :site AND e.build = :build
            """;

    private static final String RIGHT_STEP = """
            SELECT count(*) FROM status_projector.valid_event JOIN status_projector.publication_status s USING (publication_id)
            WHERE s.site_id = :site AND kind = 'claimed' AND s.status = 'publishing'
            """;

    private static final String ONE = """
            SELECT min(publication_id::text) FROM status_projector.publication_status WHERE site_id = :site AND status = :status
            """;

    private static final String IN_LEDGER = "SELECT count(*) FROM wordpress_publisher.ledger WHERE site_id = :site";

    private static final String TOLD = """
            SELECT sum(event_sequence)::int FROM status_projector.publication_stream
            JOIN status_projector.publication_status USING (publication_id) WHERE site_id = :site
            """;

    static Statuses of(JdbcClient sql, String siteKey) {
        return new Statuses(
                sql,
                sql.sql("SELECT id FROM publish_api.site WHERE key = :key")
                        .param("key", siteKey)
                        .query(UUID.class)
                        .single());
    }

    /** Publications by status. */
    Map<String, Integer> counts() {
        return here(COUNTS).query((row, _) -> Map.entry(row.getString("status"), row.getInt("count"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Everything that is recorded of the publications that this build never touched. */
    List<String> untouchedBy(String build) {
        return here(UNTOUCHED).param("build", build).query(String.class).list().stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    /** How many receipts of this build the projector has taken in. */
    long receiptsOf(String build) {
        return here(RECEIPTS).param("build", build).query(Long.class).single();
    }

    /** Publications that stand at the step which was right, and whose receipt of it is still valid. */
    long atTheStepThatWasRight() {
        return here(RIGHT_STEP).query(Long.class).single();
    }

    String oneThatIs(String status) {
        return here(ONE).param("status", status).query(String.class).single();
    }

    /** How many public events there are of all of them, on their way to Kafka or there. */
    int told() {
        return here(TOLD).query(Integer.class).single();
    }

    /** Publications that the publisher has taken in. */
    long inTheLedger() {
        return here(IN_LEDGER).query(Long.class).single();
    }

    private JdbcClient.StatementSpec here(String statement) {
        return sql.sql(statement).param("site", site);
    }
}
