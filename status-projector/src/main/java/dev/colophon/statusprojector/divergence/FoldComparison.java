package dev.colophon.statusprojector.divergence;

import static java.util.stream.Collectors.toMap;

import dev.colophon.statusprojector.project.CompareStatuses;
import dev.colophon.statusprojector.publication.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares publications with the fold of their valid events, a batch in one snapshot that can only read. */
@Component
class FoldComparison {

    /** Streams are where a publication begins to exist: one with events and no row, and one with a row alone, both have one. */
    private static final String NEXT = """
            SELECT publication_id FROM publication_stream
            WHERE publication_id > :after ORDER BY publication_id LIMIT :limit
            """;

    private static final String CIRCUMSTANCES = """
            SELECT t.publication_id, t.event_sequence > 0 AS announced, s.updated_at,
              (SELECT max(e.recorded_at) FROM publication_event e WHERE e.publication_id = t.publication_id) AS last_recorded_at
            FROM publication_stream t LEFT JOIN publication_status s USING (publication_id)
            WHERE t.publication_id = ANY (:publications)
            """;

    private final JdbcClient jdbc;
    private final CompareStatuses compareStatuses;
    private final TransactionTemplate snapshot;

    FoldComparison(JdbcClient jdbc, CompareStatuses compareStatuses, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.compareStatuses = compareStatuses;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The publications that come after this one; fewer than the limit at the end. */
    List<UUID> next(UUID after, int limit) {
        return jdbc.sql(NEXT)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row.getObject("publication_id", UUID.class))
                .list();
    }

    List<Divergence> compare(Collection<UUID> publications) {
        var ids = publications.stream().map(PublicationId::new).toList();
        return snapshot.execute(_ -> {
            var differences = compareStatuses.compare(ids).differences();
            if (differences.isEmpty()) {
                return List.<Divergence>of();
            }
            var around = around(differences.stream()
                    .map(difference -> difference.publication().value())
                    .toArray(UUID[]::new));
            return differences.stream()
                    .map(difference -> FoldJudge.judge(
                            difference,
                            around.getOrDefault(difference.publication().value(), Circumstances.UNKNOWN)))
                    .toList();
        });
    }

    private Map<UUID, Circumstances> around(UUID[] publications) {
        return jdbc
                .sql(CIRCUMSTANCES)
                .param("publications", publications)
                .query((row, _) -> Map.entry(
                        row.getObject("publication_id", UUID.class),
                        new Circumstances(
                                row.getBoolean("announced"),
                                instant(row, "updated_at"),
                                instant(row, "last_recorded_at"))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
