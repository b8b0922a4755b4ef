package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.event.Known;
import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
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
            SELECT publication_id, event_sequence, status_sequence, told FROM publication_stream
            WHERE publication_id = ANY (CAST(:publications AS uuid[])) ORDER BY publication_id FOR UPDATE
            """;

    private static final String ADVANCE = """
            UPDATE publication_stream s SET event_sequence = n.event_sequence, status_sequence = n.status_sequence, told = n.told
            FROM unnest(CAST(:publication AS uuid[]), CAST(:eventSequence AS bigint[]), CAST(:statusSequence AS bigint[]),
              CAST(:told AS text[])) AS n (publication_id, event_sequence, status_sequence, told)
            WHERE s.publication_id = n.publication_id
            """;

    private final NamedParameterJdbcOperations jdbc;

    Streams(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the publications until the transaction ends, always in one order: two batches cannot wait for each other. */
    SortedMap<PublicationId, Stream> lock(Collection<PublicationId> publications) {
        jdbc.update(BEGIN, PublicationIds.parameter(publications));
        return lockKnown(publications);
    }

    /** Locks those of the publications of which something was logged, and begins none. */
    SortedMap<PublicationId, Stream> lockKnown(Collection<PublicationId> publications) {
        var streams = new TreeMap<PublicationId, Stream>();
        jdbc.query(LOCK, PublicationIds.parameter(publications), row -> {
            var publication = new PublicationId(row.getObject("publication_id", UUID.class));
            var told = row.getString("told");
            streams.put(
                    publication,
                    new Stream(
                            row.getLong("event_sequence"),
                            row.getLong("status_sequence"),
                            told == null ? null : Known.parse(told)));
        });
        return streams;
    }

    /** Stores how far the world has been told now. */
    void advance(Map<PublicationId, Stream> reached) {
        if (!reached.isEmpty()) {
            var columns = new Columns<>(List.copyOf(reached.entrySet()))
                    .with("publication", Map.Entry::getKey)
                    .with("eventSequence", entry -> entry.getValue().eventSequence())
                    .with("statusSequence", entry -> entry.getValue().statusSequence())
                    .with("told", entry -> entry.getValue().told());
            jdbc.update(ADVANCE, columns.parameters());
        }
    }

    /**
     * The numbers of the last public event and the last status message; 0 before the first.
     *
     * @param told what they have told; null where it was not kept yet
     */
    record Stream(
            long eventSequence,
            long statusSequence,
            @Nullable Known told) {

        Stream nextEvent() {
            return new Stream(eventSequence + 1, statusSequence, told);
        }

        Stream nextStatus() {
            return new Stream(eventSequence, statusSequence + 1, told);
        }

        Stream having(Projection told) {
            return new Stream(eventSequence, statusSequence, Known.of(told));
        }
    }
}
