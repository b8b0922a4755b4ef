package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.project.CompareStatuses.Difference;
import dev.colophon.statusprojector.project.StatusRow;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The shadow: of each publication whose row is not its fold, the row as it is and as it should be. */
@Repository
public class Differences {

    private static final String PUT = """
            INSERT INTO rebuild_difference (rebuild_id, publication_id, is_now, should_be, conflicts)
            VALUES (:rebuild, :publication, CAST(:isNow AS jsonb), CAST(:shouldBe AS jsonb), :conflicts)
            """;

    private static final String PAGE = """
            SELECT publication_id, is_now, should_be, conflicts FROM rebuild_difference
            WHERE rebuild_id = :rebuild AND (CAST(:after AS uuid) IS NULL OR publication_id > CAST(:after AS uuid))
            ORDER BY publication_id LIMIT :limit
            """;

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE is_now IS NULL AND should_be IS NOT NULL) AS missing,
              count(*) FILTER (WHERE is_now IS NOT NULL AND should_be IS NULL) AS surplus,
              count(*) FILTER (WHERE is_now IS NOT NULL AND should_be IS NOT NULL AND is_now <> should_be) AS changed,
              count(*) FILTER (WHERE conflicts) AS conflicts
            FROM rebuild_difference WHERE rebuild_id = :rebuild
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final JsonMapper json;

    Differences(JdbcClient jdbc, NamedParameterJdbcOperations batches, JsonMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
    }

    void put(UUID rebuild, List<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                PUT,
                differences.stream()
                        .map(difference -> new MapSqlParameterSource()
                                .addValue("rebuild", rebuild)
                                .addValue(
                                        "publication", difference.publication().value())
                                .addValue("isNow", text(difference.isNow()))
                                .addValue("shouldBe", text(difference.shouldBe()))
                                .addValue("conflicts", difference.conflicts()))
                        .toArray(SqlParameterSource[]::new));
    }

    /** In the order of the publications, after that one. */
    List<Shown> page(UUID rebuild, Optional<PublicationId> after, int limit) {
        return jdbc.sql(PAGE)
                .param("rebuild", rebuild)
                .param("after", after.map(PublicationId::toString).orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Shown(
                        row.getObject("publication_id", UUID.class),
                        row(row.getString("is_now")),
                        row(row.getString("should_be")),
                        row.getBoolean("conflicts")))
                .list();
    }

    Counts counts(UUID rebuild) {
        return jdbc.sql(COUNT)
                .param("rebuild", rebuild)
                .query((row, _) -> new Counts(
                        row.getLong("missing"),
                        row.getLong("surplus"),
                        row.getLong("changed"),
                        row.getLong("conflicts")))
                .single();
    }

    private @Nullable String text(Optional<StatusRow> row) {
        return row.map(json::writeValueAsString).orElse(null);
    }

    private @Nullable StatusRow row(@Nullable String text) {
        return text == null ? null : json.readValue(text, StatusRow.class);
    }

    /** One of them, as operators are shown it. */
    public record Shown(
            UUID publicationId,
            @Nullable StatusRow isNow,
            @Nullable StatusRow shouldBe,
            boolean conflictsDiffer) {}

    /**
     * How many there are.
     *
     * @param missing rows that should be there
     * @param surplus rows that no event accounts for
     * @param changed rows that say something else than their events
     * @param conflicts publications whose stored conflicts are not those of their events
     */
    public record Counts(long missing, long surplus, long changed, long conflicts) {}
}
