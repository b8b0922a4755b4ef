package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.message.LoggedMessage;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads events from the columns of the log, by position: a rebuild reads millions. */
final class EventRows implements RowMapper<EventRows.Row> {

    static final String COLUMNS = """
            publication_id, event_id, source, kind, site_id, generation, revision, occurred_at, attempt, ledger_sequence,
            action, story_key, placement, correlation_id, post_id, post_url, problem_code, problem_detail, next_attempt_at""";

    @Override
    public Row mapRow(ResultSet row, int number) throws SQLException {
        var publication = row.getObject(1, UUID.class);
        var message = new LoggedMessage(
                Source.of(row.getString(3)),
                row.getString(4),
                publication,
                row.getObject(5, UUID.class),
                row.getInt(6),
                row.getLong(7),
                instant(row, 8),
                row.getObject(9, Integer.class),
                row.getObject(10, Long.class),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getObject(14, UUID.class),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19));
        return new Row(new PublicationId(publication), event(message, row.getObject(2, UUID.class)));
    }

    /** Whoever reads millions at once says at which it stopped. */
    private static LoggedEvent event(LoggedMessage message, UUID id) {
        try {
            return message.toEvent(new EventId(id));
        } catch (RuntimeException unreadable) {
            throw new IllegalStateException(
                    "the event " + id + " of publication " + message.publicationId()
                            + " cannot be read by this version",
                    unreadable);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** An event, and whose it is. */
    record Row(PublicationId publication, LoggedEvent event) {}
}
