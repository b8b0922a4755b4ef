package dev.colophon.outboxrelay.guard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks PostgreSQL, by queries of its own, whether the relay can stream. An engine says "started" on a lost slot, on an
 * incomplete publication and without the right to replicate; this does not.
 */
@Component
public class RelayGuard {

    private static final String SERVER = """
            SELECT current_setting('wal_level') AS wal_level,
                   (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
                   EXISTS (SELECT FROM outbox_relay.recovery) AS recovery_unfinished,
                   EXISTS (SELECT FROM outbox_relay.stream_offset
                            WHERE coalesce(position::json ->> 'lsn', '') !~ '^[0-9]{1,20}$') AS position_unreadable
            """;
    private static final String CONTEXT = "SELECT * FROM outbox_relay.database_context()";
    private static final String SLOT = """
            SELECT coalesce(slot_type = 'logical' AND plugin = 'pgoutput' AND database = current_database()
                            AND NOT temporary, false) AS suitable,
                   active_pid, wal_status, safe_wal_size, invalidation_reason,
                   CASE WHEN NOT pg_is_in_recovery()
                        THEN pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint END AS retained,
                   (confirmed_flush_lsn - (SELECT max('0/0'::pg_lsn + greatest(
                        substring(position::json ->> 'lsn' FROM '^[0-9]{1,20}$')::numeric,
                        substring(position::json ->> 'lsn_commit' FROM '^[0-9]{1,20}$')::numeric))
                                             FROM outbox_relay.stream_offset))::bigint AS ahead
              FROM pg_replication_slots WHERE slot_name = :slot
            """;
    private static final String PUBLICATION = """
            SELECT p.pubinsert AND p.pubviaroot AND NOT (p.pubupdate OR p.pubdelete OR p.pubtruncate OR p.puballtables)
                   AND NOT EXISTS (SELECT FROM pg_publication_rel r
                                    WHERE r.prpubid = p.oid AND (r.prqual IS NOT NULL OR r.prattrs IS NOT NULL))
                   AS suitable,
                   ARRAY(SELECT t.schemaname || '.' || t.tablename FROM pg_publication_tables t
                          WHERE t.pubname = p.pubname) AS tables
              FROM pg_publication p WHERE p.pubname = :publication
            """;
    private static final Logger LOG = LoggerFactory.getLogger(RelayGuard.class);

    /** What was concluded, when, and the slot it was concluded from. */
    record Inspection(Verdict verdict, @Nullable SlotHealth slot, Instant at) {}

    private final JdbcClient jdbc;
    private final GuardProperties properties;
    private final InstantSource clock;
    private volatile @Nullable Inspection latest;

    RelayGuard(JdbcClient jdbc, GuardProperties properties, InstantSource clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Looks now. Never throws for the database's sake: that it cannot be asked is a verdict too.
     *
     * @param readerExpected whether the slot may have a reader: our own engine, or the relay that holds the lock
     */
    public Verdict inspect(boolean readerExpected) {
        var inspection = look(readerExpected);
        tellOfChange(latest, inspection.verdict());
        latest = inspection;
        return inspection.verdict();
    }

    /** What a session of the relay knows of itself now. */
    public DatabaseContext context() {
        return jdbc.sql(CONTEXT).query(RelayGuard::session).single();
    }

    /** Whether nothing stood against streaming when it last looked. */
    public boolean isContent() {
        var inspection = latest;
        return inspection != null && inspection.verdict().causes().isEmpty();
    }

    @Nullable
    Inspection latest() {
        return latest;
    }

    private Inspection look(boolean readerExpected) {
        try {
            var slot = jdbc.sql(SLOT)
                    .param("slot", properties.slot())
                    .query(RelayGuard::slot)
                    .optional()
                    .orElse(null);
            var publication = jdbc.sql(PUBLICATION)
                    .param("publication", properties.publication())
                    .query(RelayGuard::publication)
                    .optional()
                    .orElse(null);
            var server = jdbc.sql(SERVER).query(RelayGuard::server).single();
            return new Inspection(
                    Verdict.of(context(), server, slot, publication, properties.outboxes(), readerExpected),
                    slot,
                    clock.instant());
        } catch (DataAccessException e) {
            return new Inspection(Verdict.unreachable(e), null, clock.instant());
        }
    }

    private static DatabaseContext session(ResultSet row, int number) throws SQLException {
        return new DatabaseContext(
                row.getBoolean("in_recovery"),
                row.getString("isolation"),
                row.getBoolean("read_only"),
                row.getString("transaction_id"),
                row.getString("snapshot"),
                row.getString("session_role"),
                List.of((String[]) row.getArray("row_security").getArray()),
                row.getLong("visible_rows"));
    }

    private static ServerFacts server(ResultSet row, int number) throws SQLException {
        return new ServerFacts(
                row.getString("wal_level"),
                row.getBoolean("may_replicate"),
                row.getBoolean("recovery_unfinished"),
                row.getBoolean("position_unreadable"));
    }

    private static SlotHealth slot(ResultSet row, int number) throws SQLException {
        return new SlotHealth(
                row.getBoolean("suitable"),
                row.getObject("active_pid", Integer.class),
                row.getString("wal_status"),
                row.getObject("safe_wal_size", Long.class),
                row.getString("invalidation_reason"),
                row.getObject("retained", Long.class),
                row.getObject("ahead", Long.class));
    }

    private static PublicationFacts publication(ResultSet row, int number) throws SQLException {
        var tables = (String[]) row.getArray("tables").getArray();
        return new PublicationFacts(row.getBoolean("suitable"), Set.copyOf(List.of(tables)));
    }

    private static void tellOfChange(@Nullable Inspection before, Verdict now) {
        var known = before == null ? Set.<Refusal>of() : before.verdict().refusals();
        if (known.equals(now.refusals())) {
            return;
        }
        if (now.causes().isEmpty()) {
            LOG.info("The guard is content: the relay may stream");
        } else {
            LOG.error("The relay is not ready: {}", now.causes());
        }
    }
}
