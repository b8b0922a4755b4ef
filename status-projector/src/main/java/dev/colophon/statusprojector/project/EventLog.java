package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.LoggedEvent.Receipt;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
public class EventLog {

    private static final String APPEND = """
            INSERT INTO publication_event (event_id, publication_id, source, kind, generation, revision, attempt,
              ledger_sequence, occurred_at, traceparent, origin_topic, origin_partition, origin_offset, origin_at, detail)
            SELECT * FROM unnest(CAST(:eventId AS uuid[]), CAST(:publicationId AS uuid[]), CAST(:source AS text[]),
              CAST(:kind AS text[]), CAST(:generation AS int[]), CAST(:revision AS bigint[]), CAST(:attempt AS int[]),
              CAST(:ledgerSequence AS bigint[]), CAST(:occurredAt AS timestamptz[]), CAST(:traceparent AS text[]),
              CAST(:topic AS text[]), CAST(:partition AS int[]), CAST(:offset AS bigint[]),
              CAST(:originAt AS timestamptz[]), CAST(:detail AS jsonb[]))
            ON CONFLICT (event_id) DO NOTHING RETURNING event_id
            """;

    private static final String VALID = "SELECT " + EventRows.COLUMNS + """
             FROM valid_event WHERE publication_id = ANY (CAST(:publications AS uuid[]))
            """;

    private static final String NAMED = "SELECT " + EventRows.COLUMNS + """
             FROM publication_event WHERE source <> 'operator' AND event_id = ANY (CAST(:events AS uuid[]))
            """;

    private static final EventRows ROWS = new EventRows();

    private final NamedParameterJdbcOperations jdbc;

    EventLog(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends what the log does not hold yet, and returns it in the given order. */
    List<LogEntry> append(List<LogEntry> entries) {
        var appended = new HashSet<>(jdbc.queryForList(APPEND, parameters(entries), UUID.class));
        return entries.stream()
                .filter(entry -> appended.remove(entry.id().value()))
                .toList();
    }

    /** All valid events of these publications; one that has none is not in the answer. */
    public Map<PublicationId, List<LoggedEvent>> valid(Collection<PublicationId> publications) {
        return byPublication(jdbc.query(VALID, PublicationIds.parameter(publications), ROWS));
    }

    /** These events, whether they are valid or not. */
    public Map<PublicationId, List<LoggedEvent>> named(Collection<EventId> events) {
        var ids = events.stream().map(EventId::toString).toArray(String[]::new);
        return byPublication(jdbc.query(NAMED, new MapSqlParameterSource("events", ids), ROWS));
    }

    private static Map<PublicationId, List<LoggedEvent>> byPublication(List<EventRows.Row> rows) {
        var events = new HashMap<PublicationId, List<LoggedEvent>>();
        rows.forEach(row -> events.computeIfAbsent(row.publication(), _ -> new ArrayList<>())
                .add(row.event()));
        return events;
    }

    private static SqlParameterSource parameters(List<LogEntry> entries) {
        return new Columns<>(entries)
                .with("eventId", LogEntry::id)
                .with("publicationId", LogEntry::publication)
                .with("source", entry -> entry.source().word())
                .with("kind", LogEntry::kind)
                .with("generation", entry -> entry.event().edition().generation())
                .with("revision", entry -> entry.event().edition().revision())
                .with("attempt", entry -> attempt(entry.event()))
                .with("ledgerSequence", entry -> ledgerSequence(entry.event()))
                .with("occurredAt", entry -> entry.event().occurredAt())
                .with("traceparent", LogEntry::traceparent)
                .with("topic", entry -> entry.origin().topic())
                .with("partition", entry -> entry.origin().partition())
                .with("offset", entry -> entry.origin().offset())
                .with("originAt", entry -> entry.origin().at())
                .with("detail", LogEntry::detail)
                .parameters();
    }

    private static @Nullable Integer attempt(LoggedEvent event) {
        return event instanceof Receipt receipt ? receipt.entry().attempt() : null;
    }

    private static @Nullable Long ledgerSequence(LoggedEvent event) {
        return event instanceof Receipt receipt ? receipt.entry().sequence() : null;
    }
}
