package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.message.MessageReader;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** What was ever said of each publication. Append only: the role may not change it, and the table refuses to be. */
@Repository
class EventLog {

    private static final String APPEND = """
            INSERT INTO publication_event (event_id, publication_id, source, kind, generation, revision, attempt,
              ledger_sequence, occurred_at, traceparent, origin_topic, origin_partition, origin_offset, detail)
            VALUES (:eventId, :publicationId, :source, :kind, :generation, :revision, :attempt,
              :ledgerSequence, :occurredAt, :traceparent, :topic, :partition, :offset, CAST(:detail AS jsonb))
            ON CONFLICT (event_id) DO NOTHING
            """;

    private static final String OF_PUBLICATIONS = """
            SELECT publication_id, event_id, source, detail FROM publication_event
            WHERE publication_id = ANY (CAST(:publications AS uuid[]))
            """;

    private final NamedParameterJdbcOperations jdbc;
    private final MessageReader reader;

    EventLog(NamedParameterJdbcOperations jdbc, MessageReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    /** Appends what the log does not hold yet, and returns it in the given order. */
    List<LogEntry> append(List<LogEntry> entries) {
        var counts = jdbc.batchUpdate(
                APPEND, entries.stream().map(EventLog::parameters).toArray(SqlParameterSource[]::new));
        var appended = new ArrayList<LogEntry>(entries.size());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                appended.add(entries.get(i));
            }
        }
        return appended;
    }

    /** All events of these publications. */
    Map<PublicationId, List<LoggedEvent>> of(Collection<PublicationId> publications) {
        var events = new HashMap<PublicationId, List<LoggedEvent>>();
        jdbc.query(OF_PUBLICATIONS, Publications.parameter(publications), row -> {
            var publication = new PublicationId(row.getObject("publication_id", UUID.class));
            var id = new EventId(row.getObject("event_id", UUID.class));
            var message = reader.readLogged(Source.of(row.getString("source")), row.getString("detail"));
            events.computeIfAbsent(publication, _ -> new ArrayList<>()).add(message.toEvent(id));
        });
        return events;
    }

    private static SqlParameterSource parameters(LogEntry entry) {
        var event = entry.event();
        return new MapSqlParameterSource()
                .addValue("eventId", event.id().value())
                .addValue("publicationId", entry.publication().value())
                .addValue("source", entry.source().word())
                .addValue("kind", entry.kind())
                .addValue("generation", event.edition().generation())
                .addValue("revision", event.edition().revision())
                .addValue("attempt", attempt(event), Types.INTEGER)
                .addValue("ledgerSequence", ledgerSequence(event), Types.BIGINT)
                .addValue("occurredAt", event.occurredAt().atOffset(ZoneOffset.UTC))
                .addValue("traceparent", entry.traceparent(), Types.VARCHAR)
                .addValue("topic", entry.origin().topic())
                .addValue("partition", entry.origin().partition())
                .addValue("offset", entry.origin().offset())
                .addValue("detail", entry.detail());
    }

    private static @Nullable Integer attempt(LoggedEvent event) {
        return event instanceof LoggedEvent.Receipt receipt ? receipt.entry().attempt() : null;
    }

    private static @Nullable Long ledgerSequence(LoggedEvent event) {
        return event instanceof LoggedEvent.Receipt receipt ? receipt.entry().sequence() : null;
    }
}
