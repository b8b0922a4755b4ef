package dev.colophon.systemtest.guarantee;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the publisher has on record of one publication. */
public record LedgerRow(
        UUID publication,
        int generation,
        long revision,
        @Nullable Long remoteId,
        String remoteState,
        long settledRevision,
        boolean atRest,
        String lastKind) {

    private static final String ALL = """
            SELECT publication_id, generation, revision, remote_id, coalesce(remote_state, '') AS remote_state,
              coalesce(settled_revision, 0) AS settled_revision, due_at IS NULL AND lease_until IS NULL AS at_rest,
              coalesce(last_kind, '') AS last_kind
            FROM wordpress_publisher.ledger
            """;

    /** Cancelled in time: nothing is wanted, and no post was made for it to be on record. */
    public boolean isSettledWithoutPost() {
        return remoteId == null && settledRevision == revision;
    }

    public static List<LedgerRow> all(JdbcClient sql) {
        return sql.sql(ALL)
                .query((row, _) -> new LedgerRow(
                        row.getObject("publication_id", UUID.class),
                        row.getInt("generation"),
                        row.getLong("revision"),
                        row.getObject("remote_id", Long.class),
                        row.getString("remote_state"),
                        row.getLong("settled_revision"),
                        row.getBoolean("at_rest"),
                        row.getString("last_kind")))
                .list();
    }
}
