package dev.colophon.wordpresspublisher.ledger;

import static dev.colophon.wordpresspublisher.ledger.Columns.instant;
import static dev.colophon.wordpresspublisher.ledger.Columns.instantOrNull;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.Trouble;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Wanted;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads a claimed row. */
final class ClaimMapper implements RowMapper<Claim> {

    @Override
    public Claim mapRow(ResultSet row, int number) throws SQLException {
        return new Claim(
                new Slot(new PublicationId(row.getObject("publication_id", UUID.class)), row.getInt("generation")),
                new SiteId(row.getObject("site_id", UUID.class)),
                PostKind.stock(Placement.of(row.getString("placement"))),
                row.getObject("job_id", UUID.class),
                wanted(row),
                ContentJson.read(row.getString("content")),
                onRecord(row),
                unsettled(row),
                row.getLong("fencing_token"),
                row.getInt("attempts"),
                instant(row, "due_at"),
                instant(row, "claimed_at"),
                instant(row, "lease_until"),
                trouble(row),
                told(row),
                instant(row, "requested_at"),
                instant(row, "variant_stored_at"),
                instant(row, "inbox_at"),
                row.getString("traceparent"));
    }

    private static Wanted wanted(ResultSet row) throws SQLException {
        long revision = row.getLong("revision");
        Long settled = row.getObject("settled_revision", Long.class);
        return new Wanted(
                revision,
                Visibility.of(row.getString("visibility")),
                row.getString("fingerprint"),
                settled != null && settled == revision,
                row.getBoolean("given_up"),
                row.getBoolean("override"));
    }

    private static OnRecord onRecord(ResultSet row) throws SQLException {
        Long remote = row.getObject("remote_id", Long.class);
        return remote == null
                ? new OnRecord.Nothing(row.getBoolean("keyed"))
                : new OnRecord.Post(
                        new PostId(remote),
                        RemoteState.valueOf(row.getString("remote_state")),
                        row.getString("remote_slug"),
                        row.getString("content_hash"),
                        row.getBoolean("status_sent"),
                        row.getObject("public_revision", Long.class),
                        row.getObject("held_revision", Long.class),
                        WrittenJson.read(row.getString("written_fields")));
    }

    private static @Nullable Unsettled unsettled(ResultSet row) throws SQLException {
        Instant at = instantOrNull(row, "unsettled_at");
        return at == null
                ? null
                : new Unsettled(
                        at,
                        row.getString("unsettled_fingerprint"),
                        Visibility.of(row.getString("unsettled_visibility")),
                        Change.valueOf(row.getString("unsettled_change")),
                        row.getBoolean("unsettled_after_fill"));
    }

    private static Trouble trouble(ResultSet row) throws SQLException {
        Instant since = instantOrNull(row, "waiting_since");
        Duration waiting = since == null ? Duration.ZERO : Duration.between(since, instant(row, "claimed_at"));
        return new Trouble(
                row.getInt("failures"), row.getInt("strikes"), waiting, instantOrNull(row, "unsettled_at") != null);
    }

    private static Claim.@Nullable Told told(ResultSet row) throws SQLException {
        String code = row.getString("last_code");
        Instant at = instantOrNull(row, "last_receipt_at");
        return code == null || at == null
                ? null
                : new Claim.Told(
                        row.getString("last_kind"),
                        code,
                        Duration.between(at, instant(row, "claimed_at")),
                        instantOrNull(row, "last_announced_at"));
    }
}
