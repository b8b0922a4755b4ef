package dev.colophon.statusprojector.event;

import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** The outbox that the relay reads. Rows are added in the caller's transaction, and never changed. */
@Repository
public class EventOutbox {

    private static final String APPEND = """
            INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
            VALUES (:id, :topic, :key, :type, '/colophon/status-projector', :sequence, :occurredAt, :traceparent, :payload)
            """;

    private final NamedParameterJdbcOperations jdbc;

    EventOutbox(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the rows in their order. */
    public void append(List<OutboxRow> rows) {
        jdbc.batchUpdate(APPEND, rows.stream().map(EventOutbox::parameters).toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource parameters(OutboxRow row) {
        return new MapSqlParameterSource()
                .addValue("id", row.id())
                .addValue("topic", row.topic())
                .addValue("key", row.key())
                .addValue("type", row.type())
                .addValue("sequence", row.sequence())
                .addValue("occurredAt", row.occurredAt().atOffset(ZoneOffset.UTC))
                .addValue("traceparent", row.traceparent(), Types.VARCHAR)
                .addValue("payload", row.payload());
    }
}
