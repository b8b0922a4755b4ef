package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.publication.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rebuilds on record, of which at most one runs. */
@Repository
class Rebuilds {

    private static final String START = """
            INSERT INTO rebuild (rebuild_id, dry_run, selection, reason, author, state, phase, publications, started_at, updated_at)
            VALUES (:id, :dryRun, CAST(:selection AS jsonb), :reason, :author, 'running', 'comparing', :publications, :at, :at)
            ON CONFLICT ((true)) WHERE state = 'running' DO NOTHING
            """;

    private static final String ANY_RUNS = "SELECT EXISTS (SELECT FROM rebuild WHERE state = 'running')";

    private static final String ONE = "SELECT * FROM rebuild WHERE rebuild_id = :id";

    private static final String NEWEST = "SELECT * FROM rebuild ORDER BY started_at DESC, rebuild_id LIMIT :limit";

    private static final String ADVANCE = """
            UPDATE rebuild SET cursor = :cursor, publications_done = publications_done + :publications,
              events_done = events_done + :events, diverged = diverged + :diverged, worked_ms = worked_ms + :worked,
              updated_at = :at
            WHERE rebuild_id = :id AND state = 'running' AND phase = :phase
            """;

    private static final String NEXT_PHASE = """
            UPDATE rebuild SET phase = :phase, cursor = NULL, publications_done = 0, updated_at = :at
            WHERE rebuild_id = :id AND state = 'running'
            """;

    private static final String SWAPPED = """
            UPDATE rebuild SET phase = 'verifying', cursor = NULL, publications_done = 0, swapped = :swapped,
              announced = :announced, updated_at = :at
            WHERE rebuild_id = :id AND state = 'running' AND phase = 'swapping'
            """;

    private static final String END = """
            UPDATE rebuild SET state = :state, phase = 'ended', failure = :failure, updated_at = :at, ended_at = :at
            WHERE rebuild_id = :id AND state = 'running'
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Rebuilds(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whether it was begun; not if another one runs. */
    boolean start(
            UUID id,
            boolean dryRun,
            RebuildSelection selection,
            String reason,
            String author,
            long publications,
            Instant at) {
        return jdbc.sql(START)
                        .param("id", id)
                        .param("dryRun", dryRun)
                        .param("selection", json.writeValueAsString(selection))
                        .param("reason", reason)
                        .param("author", author)
                        .param("publications", publications)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    boolean anyRuns() {
        return jdbc.sql(ANY_RUNS).query(Boolean.class).single();
    }

    Optional<Rebuild> find(UUID id) {
        return jdbc.sql(ONE).param("id", id).query((row, _) -> rebuild(row)).optional();
    }

    List<Rebuild> newest(int limit) {
        return jdbc.sql(NEWEST)
                .param("limit", limit)
                .query((row, _) -> rebuild(row))
                .list();
    }

    void advance(
            Rebuild rebuild,
            PublicationId cursor,
            int publications,
            long events,
            int diverged,
            long worked,
            Instant at) {
        jdbc.sql(ADVANCE)
                .param("id", rebuild.id())
                .param("phase", rebuild.phase().word())
                .param("cursor", cursor.value())
                .param("publications", publications)
                .param("events", events)
                .param("diverged", diverged)
                .param("worked", worked)
                .param("at", utc(at))
                .update();
    }

    void enter(UUID id, Phase phase, Instant at) {
        jdbc.sql(NEXT_PHASE)
                .param("id", id)
                .param("phase", phase.word())
                .param("at", utc(at))
                .update();
    }

    /** Whether the phase was still that of swapping: otherwise the caller must not commit. */
    boolean swapped(UUID id, long swapped, long announced, Instant at) {
        return jdbc.sql(SWAPPED)
                        .param("id", id)
                        .param("swapped", swapped)
                        .param("announced", announced)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Whether it was running until now. */
    boolean end(UUID id, String state, @Nullable String failure, Instant at) {
        return jdbc.sql(END)
                        .param("id", id)
                        .param("state", state)
                        .param("failure", failure)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private Rebuild rebuild(ResultSet row) throws SQLException {
        var cursor = row.getObject("cursor", UUID.class);
        return new Rebuild(
                row.getObject("rebuild_id", UUID.class),
                row.getBoolean("dry_run"),
                json.readValue(row.getString("selection"), RebuildSelection.class),
                row.getString("reason"),
                row.getString("author"),
                row.getString("state"),
                Phase.of(row.getString("phase")),
                cursor == null ? null : new PublicationId(cursor),
                row.getLong("publications"),
                row.getLong("publications_done"),
                row.getLong("events_done"),
                row.getLong("worked_ms"),
                row.getLong("swapped"),
                row.getLong("announced"),
                row.getLong("diverged"),
                row.getString("failure"),
                instant(row, "started_at"),
                instant(row, "updated_at"),
                row.getObject("ended_at") == null ? null : instant(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
