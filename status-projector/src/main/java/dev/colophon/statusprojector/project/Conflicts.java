package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.PublicationId;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** The events that cannot be true, and why. Derived, as the status is: a later event can make sense of an earlier one. */
@Repository
class Conflicts {

    private static final String FORGET =
            "DELETE FROM publication_conflict WHERE publication_id = ANY (CAST(:publications AS uuid[]))";

    private static final String PUT = """
            INSERT INTO publication_conflict (event_id, publication_id, reason) VALUES (:event, :publication, :reason)
            """;

    private final NamedParameterJdbcOperations jdbc;

    Conflicts(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Replaces the conflicts of those publications whose conflicts have changed. */
    void put(List<Advance> advances) {
        var changed = advances.stream().filter(Advance::conflictsChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        List<PublicationId> publications =
                changed.stream().map(Advance::publication).toList();
        jdbc.update(FORGET, Publications.parameter(publications));
        jdbc.batchUpdate(PUT, changed.stream().flatMap(Conflicts::rows).toArray(SqlParameterSource[]::new));
    }

    private static java.util.stream.Stream<SqlParameterSource> rows(Advance advance) {
        return advance.after().conflicts().entrySet().stream()
                .map(conflict -> new MapSqlParameterSource()
                        .addValue("event", conflict.getKey().value())
                        .addValue("publication", advance.publication().value())
                        .addValue("reason", conflict.getValue().name()));
    }
}
