package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.Impossible;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** The events that cannot be true, and why. Derived, as the status is: a later event can make sense of an earlier one. */
@Repository
class Conflicts {

    private static final String FORGET =
            "DELETE FROM publication_conflict WHERE publication_id = ANY (CAST(:publications AS uuid[]))";

    private static final String PUT = """
            INSERT INTO publication_conflict (event_id, publication_id, reason)
            SELECT * FROM unnest(CAST(:event AS uuid[]), CAST(:publication AS uuid[]), CAST(:reason AS text[]))
            """;

    private static final String OF_PUBLICATIONS = """
            SELECT publication_id, event_id, reason FROM publication_conflict
            WHERE publication_id = ANY (CAST(:publications AS uuid[]))
            """;

    private final NamedParameterJdbcOperations jdbc;

    Conflicts(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Replaces all conflicts of these publications. */
    void put(Map<PublicationId, Map<EventId, Impossible>> conflicts) {
        if (conflicts.isEmpty()) {
            return;
        }
        jdbc.update(FORGET, PublicationIds.parameter(conflicts.keySet()));
        var rows = new ArrayList<Row>();
        conflicts.forEach((publication, events) ->
                events.forEach((event, why) -> rows.add(new Row(event, publication, why.name()))));
        if (!rows.isEmpty()) {
            jdbc.update(PUT, parameters(rows));
        }
    }

    private static SqlParameterSource parameters(List<Row> rows) {
        return new Columns<>(rows)
                .with("event", Row::event)
                .with("publication", Row::publication)
                .with("reason", Row::reason)
                .parameters();
    }

    /** The stored conflicts; a publication without any is not in the answer. */
    Map<PublicationId, Map<EventId, Impossible>> of(Collection<PublicationId> publications) {
        var conflicts = new HashMap<PublicationId, Map<EventId, Impossible>>();
        jdbc.query(OF_PUBLICATIONS, PublicationIds.parameter(publications), row -> {
            conflicts
                    .computeIfAbsent(
                            new PublicationId(row.getObject("publication_id", UUID.class)), _ -> new HashMap<>())
                    .put(
                            new EventId(row.getObject("event_id", UUID.class)),
                            Impossible.valueOf(row.getString("reason")));
        });
        return conflicts;
    }

    private record Row(EventId event, PublicationId publication, String reason) {}
}
