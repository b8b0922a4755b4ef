package dev.colophon.wordpresspublisher.ledger;

import static dev.colophon.wordpresspublisher.ledger.Columns.timestamp;

import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.publication.Action;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * What is wanted of each publication: the newest request's state. Opens no transaction. A request is newer by its revision
 * alone; the generation is the ledger's own and is at least the one that the request names.
 */
@Component
public class Requests {

    private static final String KNOW_SITE = "INSERT INTO site_state (site_id) VALUES (:site) ON CONFLICT DO NOTHING";

    private static final String WANT = """
            INSERT INTO ledger (publication_id, site_id, placement, generation, revision, job_id, request_id, content,
              fingerprint, visibility, publish_at, requested_at, variant_stored_at, traceparent, override, cancelled,
              settled_revision, due_at)
            VALUES (:publication, :site, :placement, :generation, :revision, :job, :request, :content,
              :fingerprint, :visibility, :publishAt, :requestedAt, :variantStoredAt, :traceparent, :override, :cancelled,
              CASE WHEN :cancelled THEN :revision END,
              CASE WHEN NOT :cancelled THEN greatest(clock_timestamp(), :publishAt::timestamptz) END)
            ON CONFLICT (publication_id) DO UPDATE SET
              site_id = excluded.site_id, placement = excluded.placement,
              generation = greatest(ledger.generation, excluded.generation), revision = excluded.revision,
              job_id = excluded.job_id, request_id = excluded.request_id, content = excluded.content,
              fingerprint = excluded.fingerprint, visibility = excluded.visibility, publish_at = excluded.publish_at,
              requested_at = excluded.requested_at, variant_stored_at = excluded.variant_stored_at,
              traceparent = excluded.traceparent, inbox_at = excluded.inbox_at, due_at = excluded.due_at,
              attempts = 0, failures = 0, strikes = 0, waiting_since = NULL, last_kind = NULL, last_code = NULL,
              last_announced_at = NULL, cancelled = excluded.cancelled, given_up = false,
            """;

    /** New content does not take back a retry that has not been carried out yet. */
    private static final String ACCEPT = WANT + """
              override = excluded.override OR (ledger.override AND :keepsOverride)
            WHERE ledger.revision < excluded.revision AND coalesce(ledger.cancel_refused, 0) < excluded.revision
            RETURNING generation, due_at > clock_timestamp() AS scheduled
            """;

    /** One statement under the row's lock: whoever is at work loses its claim and so can put no post on record. */
    private static final String CANCEL = WANT + """
              override = false, settled_revision = excluded.settled_revision, read_back_due_at = NULL,
              lease_until = NULL, claimed_by = NULL, fencing_token = ledger.fencing_token + 1
            WHERE ledger.revision < excluded.revision AND coalesce(ledger.cancel_refused, 0) < excluded.revision
              AND ledger.remote_id IS NULL AND NOT ledger.keyed
            RETURNING generation
            """;

    /** The row is still locked by the statement before: what it refused to change cannot have become changeable. */
    private static final String REFUSE_CANCEL = """
            UPDATE ledger SET cancel_refused = :revision
            WHERE publication_id = :publication AND revision < :revision AND coalesce(cancel_refused, 0) < :revision
              AND remote_id IS NOT NULL
            RETURNING generation, remote_id, remote_state, remote_slug, remote_link, content_hash
            """;

    private final JdbcClient jdbc;
    private final HeldCancels held;

    Requests(JdbcClient jdbc, HeldCancels held) {
        this.jdbc = jdbc;
        this.held = held;
    }

    /** Takes the request if it is newer than what is known; a repeat changes nothing. */
    public Accepted accept(LedgerRequest request) {
        jdbc.sql(KNOW_SITE).param("site", request.site().value()).update();
        return request.action() == Action.CANCEL ? cancel(request) : want(request);
    }

    private Accepted want(LedgerRequest request) {
        Accepted accepted = wanted(jdbc.sql(ACCEPT), request)
                .param("keepsOverride", request.action() == Action.PUBLISH)
                .query((row, _) -> row.getBoolean("scheduled")
                        ? new Accepted.Scheduled(row.getInt("generation"))
                        : new Accepted.Due())
                .optional()
                .orElseGet(Accepted.Stale::new);
        if (!(accepted instanceof Accepted.Stale)) {
            held.overtaken(request);
        }
        return accepted;
    }

    private Accepted cancel(LedgerRequest request) {
        Optional<Accepted> cancelled = wanted(jdbc.sql(CANCEL), request)
                .query((row, _) -> (Accepted) new Accepted.Cancelled(row.getInt("generation")))
                .optional();
        return cancelled
                .or(() -> jdbc.sql(REFUSE_CANCEL)
                        .param("publication", request.publication().value())
                        .param("revision", request.revision())
                        .query((row, _) -> tooLate(row))
                        .optional())
                .or(() -> held.hold(request) ? Optional.of(new Accepted.Held()) : Optional.empty())
                .orElseGet(Accepted.Stale::new);
    }

    private static StatementSpec wanted(StatementSpec statement, LedgerRequest request) {
        String content = ContentJson.write(request.content());
        return statement
                .param("publication", request.publication().value())
                .param("site", request.site().value())
                .param("placement", request.placement().word())
                .param("generation", request.generation())
                .param("revision", request.revision())
                .param("job", request.jobId())
                .param("request", request.requestId())
                .param("content", content)
                .param("fingerprint", ContentJson.fingerprint(request.placement(), request.content()))
                .param("visibility", request.content().visibility().word())
                .param("publishAt", timestamp(request.publishAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("requestedAt", timestamp(request.requestedAt()))
                .param("variantStoredAt", timestamp(request.variantStoredAt()))
                .param("traceparent", request.traceparent(), Types.VARCHAR)
                .param("override", request.action() == Action.RETRY)
                .param("cancelled", request.action() == Action.CANCEL);
    }

    private static Accepted tooLate(ResultSet row) throws SQLException {
        return new Accepted.TooLate(
                row.getInt("generation"),
                row.getLong("remote_id"),
                RemoteState.valueOf(row.getString("remote_state")),
                row.getString("remote_slug"),
                row.getString("remote_link"),
                row.getString("content_hash"));
    }
}
