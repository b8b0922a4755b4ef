package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.PublicationId;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** How far the world has been told of each publication. The row is also the lock under which its events are projected. */
@Repository
class Streams {

    private static final String BEGIN = """
            INSERT INTO publication_stream (publication_id)
            SELECT publication_id FROM unnest(CAST(:publications AS uuid[])) AS publication_id ORDER BY publication_id
            ON CONFLICT (publication_id) DO NOTHING
            """;

    private static final String LOCK = """
            SELECT publication_id, event_sequence, status_sequence FROM publication_stream
            WHERE publication_id = ANY (CAST(:publications AS uuid[])) ORDER BY publication_id FOR UPDATE
            """;

    private static final String ADVANCE = """
            UPDATE publication_stream SET event_sequence = :eventSequence, status_sequence = :statusSequence
            WHERE publication_id = :publication
            """;

    private final NamedParameterJdbcOperations jdbc;

    Streams(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the publications until the transaction ends, always in one order: two batches cannot wait for each other. */
    SortedMap<PublicationId, Stream> lock(Collection<PublicationId> publications) {
        var parameter = Publications.parameter(publications);
        jdbc.update(BEGIN, parameter);
        var streams = new TreeMap<PublicationId, Stream>();
        jdbc.query(LOCK, parameter, row -> {
            var publication = new PublicationId(row.getObject("publication_id", UUID.class));
            streams.put(publication, new Stream(row.getLong("event_sequence"), row.getLong("status_sequence")));
        });
        return streams;
    }

    void advance(List<Advance> advances) {
        jdbc.batchUpdate(
                ADVANCE,
                advances.stream()
                        .map(advance -> new MapSqlParameterSource()
                                .addValue("publication", advance.publication().value())
                                .addValue("eventSequence", advance.reached().eventSequence())
                                .addValue("statusSequence", advance.reached().statusSequence()))
                        .toArray(SqlParameterSource[]::new));
    }

    /** The numbers of the last public event and the last status message; 0 before the first. */
    record Stream(long eventSequence, long statusSequence) {

        Stream nextEvent() {
            return new Stream(eventSequence + 1, statusSequence);
        }

        Stream nextStatus() {
            return new Stream(eventSequence, statusSequence + 1);
        }
    }
}
