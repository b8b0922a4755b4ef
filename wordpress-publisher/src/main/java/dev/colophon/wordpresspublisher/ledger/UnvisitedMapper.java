package dev.colophon.wordpresspublisher.ledger;

import static dev.colophon.wordpresspublisher.ledger.Columns.instant;
import static dev.colophon.wordpresspublisher.ledger.Columns.instantOrNull;

import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads of a row what can always be read: only columns whose type the database keeps. */
final class UnvisitedMapper implements RowMapper<Unvisited> {

    @Override
    public Unvisited mapRow(ResultSet row, int number) throws SQLException {
        return new Unvisited(
                new Slot(new PublicationId(row.getObject("publication_id", UUID.class)), row.getInt("generation")),
                new SiteId(row.getObject("site_id", UUID.class)),
                row.getObject("job_id", UUID.class),
                row.getLong("revision"),
                row.getInt("attempts"),
                instantOrNull(row, "unsettled_at") != null,
                row.getObject("remote_id") != null || row.getBoolean("keyed"),
                instant(row, "inbox_at"),
                row.getString("traceparent"));
    }
}
