package dev.colophon.wordpresspublisher.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.RowMapper;

/** Reads a leased row, and tells one that cannot be read apart: a failure of the connection stays one. */
final class LeasedMapper implements RowMapper<Leased> {

    private final ClaimMapper claims = new ClaimMapper();
    private final UnvisitedMapper unvisited = new UnvisitedMapper();

    @Override
    public Leased mapRow(ResultSet row, int number) throws SQLException {
        try {
            return claims.mapRow(row, number);
        } catch (UnreadableColumn unreadable) {
            return unreadable(row, number, String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException unreadable) {
            return unreadable(row, number, unreadable.getClass().getSimpleName());
        }
    }

    private UnreadableEntry unreadable(ResultSet row, int number, String where) throws SQLException {
        Unvisited entry = unvisited.mapRow(row, number);
        Long settled = row.getObject("settled_revision", Long.class);
        boolean endTold = row.getBoolean("given_up") || (settled != null && settled == entry.revision());
        return new UnreadableEntry(endTold ? entry : entry.unclaimed(), row.getLong("fencing_token"), endTold, where);
    }
}
