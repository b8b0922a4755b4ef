package dev.colophon.systemtest.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A published story whose row in the projector's table is made to say something else, within that table's own rules. */
record ToldStory(String publication, String externalId, String externalUrl, JdbcClient sql) {

    static ToldStory of(String publication, JdbcClient sql) {
        return sql.sql("SELECT external_id, external_url FROM status_projector.publication_status"
                        + " WHERE publication_id = :id")
                .param("id", UUID.fromString(publication))
                .query((row, _) -> new ToldStory(publication, row.getString(1), row.getString(2), sql))
                .single();
    }

    /** Told to be {@code published} without a reason, it stands as it did at first. */
    void stands(String status, @Nullable String reason, @Nullable String nextAttemptAt) {
        var changed = sql.sql("""
                        UPDATE status_projector.publication_status
                           SET status = :status,
                               published_revision = CASE WHEN :status = 'published' THEN requested_revision END,
                               external_id = CASE WHEN :status IN ('published', 'unpublished', 'removed') THEN :externalId END,
                               external_url = CASE WHEN :status IN ('published', 'unpublished', 'removed') THEN :externalUrl END,
                               reason_code = :reason,
                               reason_detail = CASE WHEN :reason IS NOT NULL THEN 'So it was told.' END,
                               next_attempt_at = CAST(:nextAttemptAt AS timestamptz)
                         WHERE publication_id = :id
                        """)
                .param("status", status)
                .param("externalId", externalId)
                .param("externalUrl", externalUrl)
                .param("reason", reason, Types.VARCHAR)
                .param("nextAttemptAt", nextAttemptAt, Types.VARCHAR)
                .param("id", UUID.fromString(publication))
                .update();
        assertThat(changed).isOne();
    }
}
