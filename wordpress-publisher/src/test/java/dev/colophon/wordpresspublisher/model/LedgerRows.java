package dev.colophon.wordpresspublisher.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole ledger row, of the database or of the model, in the same words, so that the two can be compared. */
final class LedgerRows {

    /** What is older than this cannot land any more, in the time of the test. */
    static final Duration LONG = Duration.ofDays(1);

    private static final String READ = """
            SELECT *, clock_timestamp() AS now,
              (SELECT string_agg(generation || ':' || remote_id, ' ' ORDER BY generation) FROM closed_generation) AS closed,
              coalesce((SELECT revision FROM held_cancel), 0) AS held
            FROM ledger
            """;

    private LedgerRows() {}

    static String stored(JdbcClient jdbc, Map<String, Wish> wishes) {
        return jdbc.sql(READ).query((row, _) -> words(row, wishes)).single();
    }

    static String modelled(ModelLedger row) {
        return words(
                row.generation,
                row.revision,
                row.wish,
                row.overrides,
                row.cancelled,
                row.cancelRefused,
                row.keyed,
                row.heldCancel,
                closed(row),
                row.remoteId,
                row.remoteState,
                row.statusSent,
                row.hash,
                row.observedRevision,
                row.settledRevision,
                row.givenUp,
                row.publicRevision,
                row.heldRevision,
                row.unsettledChange,
                row.unsettledChange == null ? null : row.unsettledWish,
                row.unsettledAfterFill,
                row.unsettledLong,
                row.lease,
                row.token,
                row.due,
                row.attempts,
                row.failures,
                row.strikes,
                row.lastKind,
                row.lastCode);
    }

    private static String words(ResultSet row, Map<String, Wish> wishes) throws SQLException {
        String hash = row.getString("content_hash");
        String unsettled = row.getString("unsettled_fingerprint");
        return words(
                row.getInt("generation"),
                row.getInt("revision"),
                wishes.get(row.getString("fingerprint")),
                row.getBoolean("override"),
                row.getBoolean("cancelled"),
                row.getInt("cancel_refused"),
                row.getBoolean("keyed"),
                row.getInt("held"),
                row.getString("closed"),
                row.getInt("remote_id"),
                row.getString("remote_state"),
                row.getBoolean("status_sent"),
                hash == null ? 0 : Wish.contentOf(hash),
                row.getInt("observed_revision"),
                row.getInt("settled_revision"),
                row.getBoolean("given_up"),
                row.getInt("public_revision"),
                row.getInt("held_revision"),
                row.getString("unsettled_change"),
                unsettled == null ? null : wishes.get(unsettled),
                row.getBoolean("unsettled_after_fill"),
                unsettled != null && until(row, "unsettled_at").plus(LONG).isNegative(),
                lease(row),
                row.getLong("fencing_token"),
                due(row),
                row.getInt("attempts"),
                row.getInt("failures"),
                row.getInt("strikes"),
                row.getString("last_kind"),
                row.getString("last_code"));
    }

    private static ModelLedger.Lease lease(ResultSet row) throws SQLException {
        if (row.getObject("lease_until") == null) {
            return ModelLedger.Lease.NONE;
        }
        return until(row, "lease_until").isPositive() ? ModelLedger.Lease.HELD : ModelLedger.Lease.RUN_OUT;
    }

    private static ModelLedger.Due due(ResultSet row) throws SQLException {
        if (row.getObject("due_at") == null) {
            return ModelLedger.Due.NEVER;
        }
        return until(row, "due_at").isPositive() ? ModelLedger.Due.LATER : ModelLedger.Due.NOW;
    }

    private static Duration until(ResultSet row, String column) throws SQLException {
        return Duration.between(
                row.getObject("now", OffsetDateTime.class), row.getObject(column, OffsetDateTime.class));
    }

    private static @Nullable String closed(ModelLedger row) {
        List<String> closed = new ArrayList<>();
        for (int generation = 1; generation <= ModelLedger.GENERATIONS; generation++) {
            if (row.closed[generation] != 0) {
                closed.add(generation + ":" + row.closed[generation]);
            }
        }
        return closed.isEmpty() ? null : String.join(" ", closed);
    }

    private static String words(@Nullable Object... columns) {
        return Arrays.toString(columns);
    }
}
