package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Due entries of sites that do not answer. Opens no transaction; changes nothing that a visit decides by. */
@Component
public class WaitingEntries {

    private static final String SELECTED = """
            FROM (SELECT l.publication_id, s.circuit_code, s.circuit_detail, s.circuit_status,
                greatest(0, extract(epoch FROM s.circuit_until - clock_timestamp()) * 1000)::bigint AS until_probe
              FROM site_state s CROSS JOIN LATERAL (
                SELECT d.publication_id FROM ledger d
                WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
                  AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
                  AND d.settled_revision IS DISTINCT FROM d.revision AND NOT d.given_up
                  AND (""";

    private static final String TAKEN = """
            )
                ORDER BY d.due_at LIMIT :limit FOR UPDATE OF d SKIP LOCKED) l
              WHERE s.circuit <> 'closed' LIMIT :limit) w
            WHERE w.publication_id = e.publication_id
            RETURNING e.*, w.*
            """;

    private static final String UNTOLD = """
            UPDATE ledger e SET waiting_since = coalesce(e.waiting_since, clock_timestamp()),
              last_kind = CASE WHEN e.unsettled_at IS NULL THEN 'deferred' ELSE 'unconfirmed' END, last_code = 'CIRCUIT_OPEN'
            """ + SELECTED + """
            d.last_announced_at IS NULL
                       OR d.last_announced_at < clock_timestamp() - :latitude * interval '1 millisecond'""" + TAKEN;

    /** What may be public, for all we know, is looked at once the site answers again. */
    private static final String GIVE_UP =
            """
            UPDATE ledger e SET given_up = true, waiting_since = NULL, last_kind = 'parked', last_code = 'WAITED_TOO_LONG',
              due_at = CASE WHEN e.remote_id IS NOT NULL OR e.keyed THEN clock_timestamp() + :look * interval '1 millisecond' END
            """ + SELECTED + "d.waiting_since < clock_timestamp() - :giveUp * interval '1 millisecond'" + TAKEN;

    private final JdbcClient jdbc;

    WaitingEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Entries of whose waiting nothing was told, or whose announced time is past by more than the latitude. */
    public List<Waiting> untold(Duration latitude, int limit) {
        return jdbc.sql(UNTOLD)
                .param("latitude", latitude.toMillis())
                .param("limit", limit)
                .query(WaitingEntries::waiting)
                .list();
    }

    /** Gives up entries that have waited longer than this; those with a post are due for a look at it after {@code look}. */
    public List<Waiting> giveUp(Duration longest, Duration look, int limit) {
        return jdbc.sql(GIVE_UP)
                .param("giveUp", longest.toMillis())
                .param("look", look.toMillis())
                .param("limit", limit)
                .query(WaitingEntries::waiting)
                .list();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        var reason = new Problem(
                row.getString("circuit_code"),
                row.getString("circuit_detail"),
                row.getObject("circuit_status", Integer.class));
        return new Waiting(
                new UnvisitedMapper().mapRow(row, number), reason, Duration.ofMillis(row.getLong("until_probe")));
    }
}
