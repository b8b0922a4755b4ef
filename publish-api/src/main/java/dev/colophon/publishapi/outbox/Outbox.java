package dev.colophon.publishapi.outbox;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.site.SiteDefaults;
import io.opentelemetry.api.trace.Span;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Enqueues a job together with its message, through the one SQL function that can. Opens no transaction: both belong to
 * the caller's, and stand or fall with all else in it.
 */
@Repository
public class Outbox {

    private static final String ENQUEUE = """
            SELECT enqueue_publication(job => :job, publication => :publication, variant => :variant,
              revision => :revision, action => :action, slug => :slug, publish_at => :publishAt,
              fingerprint => :fingerprint, requested_at => :requestedAt, requested_by => :requestedBy, reason => :reason,
              message => :message, payload => :payload, traceparent => :traceparent, author_taken => :author,
              categories_taken => :categories, visibility_taken => :visibility,
              context => database_context(:variant)) IS NULL
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Outbox(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Makes the job, supersedes the live one, and writes the message.
     *
     * @param message id of the message, the same on every re-send
     * @param fingerprint of everything that was asked for
     * @param taken what of it the site's defaults settled
     */
    public void enqueue(
            UUID message, PublicationRequested requested, Sha256 fingerprint, SiteDefaults taken, Asked asked) {
        var visibility = taken.visibility();
        var publishAt = requested.publishAt();
        Span.current()
                .setAttribute(
                        "colophon.publication.id", requested.publicationId().toString());
        jdbc.sql(ENQUEUE)
                .param("job", requested.jobId())
                .param("publication", requested.publicationId())
                .param("variant", requested.variant().variantId())
                .param("revision", requested.revision())
                .param("action", requested.action())
                .param("slug", requested.variant().slug())
                .param(
                        "publishAt",
                        publishAt == null ? null : publishAt.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("fingerprint", fingerprint.bytes())
                .param("requestedAt", requested.requestedAt().atOffset(ZoneOffset.UTC))
                .param("requestedBy", asked.by().value())
                .param("reason", asked.reason(), Types.VARCHAR)
                .param("message", message)
                .param("payload", json.writeValueAsString(requested))
                .param("traceparent", asked.trace().toString())
                .param("author", taken.author(), Types.BIGINT)
                .param(
                        "categories",
                        new SqlArrayValue("text", taken.categories().toArray()))
                .param("visibility", visibility == null ? null : visibility.text(), Types.VARCHAR)
                .query(Boolean.class)
                .single();
    }
}
