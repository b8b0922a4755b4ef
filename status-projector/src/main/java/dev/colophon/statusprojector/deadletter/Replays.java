package dev.colophon.statusprojector.deadletter;

import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Replay;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.publication.LoggedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which letters were delivered after all, and what the log knows of a letter's event. */
@Repository
class Replays {

    private static final String PUT = """
            INSERT INTO dead_letter_replay (topic, kafka_partition, kafka_offset, event_id, publication_id, operator, reason)
            VALUES (:topic, :partition, :offset, :event, :publication, :operator, :reason) RETURNING *
            """;

    private static final String OF = """
            SELECT * FROM dead_letter_replay
            WHERE (topic, kafka_partition, kafka_offset) IN (SELECT * FROM unnest(CAST(:topics AS text[]), CAST(:partitions AS int[]),
              CAST(:offsets AS bigint[])))
            """;

    private static final String RECORDED = "SELECT recorded_at FROM publication_event WHERE event_id = :event";

    /** What the ledger counts comes once, and so does each revision of what is wanted. */
    private static final String IN_ITS_PLACE = """
            SELECT event_id FROM publication_event
            WHERE publication_id = :publication AND source = :source AND event_id <> :event
              AND CASE WHEN :source = 'receipt' THEN ledger_sequence = :place ELSE revision = :place END
            ORDER BY recorded_at LIMIT 1
            """;

    private final JdbcClient jdbc;

    Replays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Replay put(Place place, LogEntry entry, String operator, String reason) {
        return jdbc.sql(PUT)
                .param("topic", place.topic())
                .param("partition", place.partition())
                .param("offset", place.offset())
                .param("event", entry.event().id().value())
                .param("publication", entry.publication().value())
                .param("operator", operator)
                .param("reason", reason)
                .query(Replays::replay)
                .single();
    }

    Map<Place, Replay> of(Collection<Place> places) {
        return jdbc
                .sql(OF)
                .param("topics", places.stream().map(Place::topic).toArray(String[]::new))
                .param("partitions", places.stream().map(Place::partition).toArray(Integer[]::new))
                .param("offsets", places.stream().map(Place::offset).toArray(Long[]::new))
                .query(Replays::replay)
                .list() // a stream of rows would hold its connection until it is closed
                .stream()
                .collect(Collectors.toMap(Replay::place, Function.identity()));
    }

    /** When the log has taken the event; empty if it does not hold it. */
    Optional<Instant> recorded(LogEntry entry) {
        return jdbc.sql(RECORDED)
                .param("event", entry.event().id().value())
                .query((row, _) -> instant(row, "recorded_at"))
                .optional();
    }

    /** Another event that says what this one would: of the same revision, or under the same number of the ledger. */
    Optional<UUID> inItsPlace(LogEntry entry) {
        return jdbc.sql(IN_ITS_PLACE)
                .param("publication", entry.publication().value())
                .param("event", entry.event().id().value())
                .param("source", entry.source().word())
                .param(
                        "place",
                        entry.event() instanceof LoggedEvent.Receipt receipt
                                ? receipt.entry().sequence()
                                : entry.event().edition().revision())
                .query(UUID.class)
                .optional();
    }

    private static Replay replay(ResultSet row, int number) throws SQLException {
        return new Replay(
                new Place(row.getString("topic"), row.getInt("kafka_partition"), row.getLong("kafka_offset")),
                row.getObject("event_id", UUID.class),
                row.getObject("publication_id", UUID.class),
                row.getString("operator"),
                row.getString("reason"),
                instant(row, "replayed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
