package dev.colophon.wordpresspublisher.reconcile;

import java.sql.Types;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The audit trail: one row per finding, numbered within its run. Opens no transaction. */
@Component
class Findings {

    private static final String APPEND = """
            INSERT INTO reconcile_finding (run_id, number, dry_run, kind, evidence, publication_id, generation, post_id,
              on_record, seen, conclusion, action, result, fencing_token)
            SELECT :run, coalesce(max(number), 0) + 1, :dryRun, :kind, :evidence, :publication, :generation, :post,
              :onRecord, :seen, :conclusion, :action, :result, :token
            FROM reconcile_finding WHERE run_id = :run
            RETURNING number
            """;

    private static final String RESULT =
            "UPDATE reconcile_finding SET result = :result WHERE run_id = :run AND number = :number";

    private final JdbcClient jdbc;

    Findings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the finding down and returns its number. A run has one writer: numbers have no gaps. */
    int append(Run run, Finding finding, Result result) {
        return jdbc.sql(APPEND)
                .param("run", run.id())
                .param("dryRun", run.orders().dryRun())
                .param("kind", finding.kind().word())
                .param("evidence", finding.evidence().word())
                .param("publication", finding.slot().publication().value())
                .param("generation", finding.slot().generation())
                .param("post", finding.post() == null ? null : finding.post().value(), Types.BIGINT)
                .param("onRecord", finding.onRecord())
                .param("seen", finding.seen())
                .param("conclusion", finding.conclusion())
                .param("action", finding.action().word())
                .param("result", result.word())
                .param("token", finding.entry() == null ? null : finding.entry().token(), Types.BIGINT)
                .query(Integer.class)
                .single();
    }

    /** What came of an intention. */
    void result(UUID run, int number, Result result) {
        jdbc.sql(RESULT)
                .param("run", run)
                .param("number", number)
                .param("result", result.word())
                .update();
    }
}
