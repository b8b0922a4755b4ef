package dev.colophon.wordpresspublisher.deadletter;

import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Replay;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which letters were delivered after all, and how far the ledger has come in a letter's publication. Opens no transaction. */
@Component
class Replays {

    private static final String PUT = """
            INSERT INTO dead_letter_replay (topic, kafka_partition, kafka_offset, event_id, publication_id, operator, reason)
            VALUES (:topic, :partition, :offset, :event, :publication, :operator, :reason)
            """;

    private static final String OF = """
            SELECT * FROM dead_letter_replay
            WHERE (topic, kafka_partition, kafka_offset) IN (SELECT * FROM unnest(CAST(:topics AS text[]), CAST(:partitions AS int[]),
              CAST(:offsets AS bigint[])))
            """;

    private static final String LOCK = "SELECT 1 FROM ledger WHERE publication_id = :publication FOR UPDATE";

    /** A cancel that was refused or is held has left its revision, although what is wanted stayed as it was. */
    private static final String REACHED = """
            SELECT request_id, greatest(ledger.revision, cancel_refused, held_cancel.revision) AS revision
            FROM ledger LEFT JOIN held_cancel USING (publication_id) WHERE publication_id = :publication
            """;

    private final JdbcClient jdbc;

    Replays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far the ledger has come.
     *
     * @param request that what is wanted is from
     * @param revision the newest that was taken in, wanted or refused
     */
    record Reached(UUID request, long revision) {}

    void put(Place place, LedgerRequest request, String operator, String reason) {
        jdbc.sql(PUT)
                .param("topic", place.topic())
                .param("partition", place.partition())
                .param("offset", place.offset())
                .param("event", request.requestId())
                .param("publication", request.publication().value())
                .param("operator", operator)
                .param("reason", reason)
                .update();
    }

    Map<Place, Replay> of(Collection<Place> places) {
        return jdbc
                .sql(OF)
                .param("topics", places.stream().map(Place::topic).toArray(String[]::new))
                .param("partitions", places.stream().map(Place::partition).toArray(Integer[]::new))
                .param("offsets", places.stream().map(Place::offset).toArray(Long[]::new))
                .query(Replays::replay)
                .list()
                .stream()
                .collect(Collectors.toMap(Replay::place, Function.identity()));
    }

    /** As {@link #reached}, and nobody else changes it until the transaction's end. */
    Optional<Reached> lock(LedgerRequest request) {
        jdbc.sql(LOCK)
                .param("publication", request.publication().value())
                .query(Integer.class)
                .optional();
        return reached(request);
    }

    /** Empty if nothing was ever wanted of the publication. */
    Optional<Reached> reached(LedgerRequest request) {
        return jdbc.sql(REACHED)
                .param("publication", request.publication().value())
                .query((row, _) -> new Reached(row.getObject("request_id", UUID.class), row.getLong("revision")))
                .optional();
    }

    private static Replay replay(ResultSet row, int number) throws SQLException {
        return new Replay(
                new Place(row.getString("topic"), row.getInt("kafka_partition"), row.getLong("kafka_offset")),
                row.getObject("event_id", UUID.class),
                row.getObject("publication_id", UUID.class),
                row.getString("operator"),
                row.getString("reason"),
                row.getObject("replayed_at", OffsetDateTime.class).toInstant());
    }
}
