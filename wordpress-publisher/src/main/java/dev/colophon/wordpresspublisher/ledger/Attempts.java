package dev.colophon.wordpresspublisher.ledger;

import static dev.colophon.wordpresspublisher.ledger.Columns.timestamp;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.Problem;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The evidence of each visit: who, from which server, how old the work was, what was about to be sent, how it ended. */
@Component
public class Attempts {

    private static final int KEPT = 20;

    private static final String BEGIN = """
            INSERT INTO attempt (publication_id, fencing_token, generation, revision, number, worker, build, in_recovery,
              isolation, transaction_id, read_only, snapshot, session_role, row_security, visible_rows, variant_age_ms,
              request_age_ms, inbox_age_ms)
            VALUES (:publication, :token, :generation, :revision, :number, :worker, :build, pg_is_in_recovery(),
              current_setting('transaction_isolation'), pg_current_xact_id()::text,
              current_setting('transaction_read_only')::boolean, pg_current_snapshot()::text, session_user,
              row_security_active('wordpress_publisher.ledger'),
              (SELECT count(*) FROM ledger WHERE publication_id = :publication AND fencing_token = :token),
              extract(epoch FROM clock_timestamp() - :variantStoredAt::timestamptz) * 1000,
              extract(epoch FROM clock_timestamp() - :requestedAt::timestamptz) * 1000,
              extract(epoch FROM clock_timestamp() - :inboxAt::timestamptz) * 1000)
            """;

    private static final String FORGET = """
            DELETE FROM attempt WHERE publication_id = :publication AND fencing_token <= :token - :kept
            """;

    private static final String INTEND = """
            UPDATE attempt SET intent_at = clock_timestamp(), intent_change = :change, request_hash = :hash
            WHERE publication_id = :publication AND fencing_token = :token
            """;

    private static final String END = """
            UPDATE attempt SET ended_at = clock_timestamp(), outcome = :outcome, problem_code = :code,
              problem_detail = :detail, http_status = :status, duration_ms = :duration, requests = :requests, requests_failed = :failed
            WHERE publication_id = :publication AND fencing_token = :token
            """;

    private final JdbcClient jdbc;

    Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens the record of a visit and forgets the oldest ones of its publication. */
    public void begin(Claim claim, String worker, String build) {
        jdbc.sql(BEGIN)
                .param("publication", claim.publication().value())
                .param("token", claim.token())
                .param("generation", claim.slot().generation())
                .param("revision", claim.wanted().revision())
                .param("number", claim.attempt())
                .param("worker", worker)
                .param("build", build)
                .param("variantStoredAt", timestamp(claim.variantStoredAt()))
                .param("requestedAt", timestamp(claim.requestedAt()))
                .param("inboxAt", timestamp(claim.inboxAt()))
                .update();
        jdbc.sql(FORGET)
                .param("publication", claim.publication().value())
                .param("token", claim.token())
                .param("kept", KEPT)
                .update();
    }

    /** Notes what is about to be sent. */
    public void intend(Claim claim, Change change) {
        intend(claim, change.name());
    }

    /** The same of a create under a key, which makes and publishes in one. */
    public void intendCreate(Claim claim) {
        intend(claim, "CREATE");
    }

    private void intend(Claim claim, String change) {
        jdbc.sql(INTEND)
                .param("publication", claim.publication().value())
                .param("token", claim.token())
                .param("change", change)
                .param("hash", claim.wanted().fingerprint())
                .update();
    }

    /** Closes the record of a visit. */
    public void end(Claim claim, String outcome, @Nullable Problem problem, Spent spent) {
        jdbc.sql(END)
                .param("publication", claim.publication().value())
                .param("token", claim.token())
                .param("outcome", outcome)
                .param("code", problem == null ? null : problem.code(), Types.VARCHAR)
                .param("detail", problem == null ? null : problem.detail(), Types.VARCHAR)
                .param("status", problem == null ? null : problem.httpStatus(), Types.INTEGER)
                .param("duration", spent.duration().toMillis())
                .param("requests", spent.requests())
                .param("failed", spent.failed())
                .update();
    }
}
