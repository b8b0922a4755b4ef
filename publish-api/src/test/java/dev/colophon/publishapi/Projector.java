package dev.colophon.publishapi;

import static java.util.stream.Collectors.joining;

import java.sql.Types;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Puts rows where status-projector would, in its own migrated tables, so that its own views show them. */
record Projector(JdbcClient tables) {

    private static final Set<String> TROUBLE = Set.of("deferred", "unconfirmed", "parked", "failed", "removed");

    void tells(String publication, String status, long revision) {
        tells(publication, status, null, revision);
    }

    /** Tells of an update beside what stays published; {@code revision} is the update's. */
    void tells(String publication, String status, @Nullable String updateStatus, long revision) {
        var shown = status.equals("published");
        var troubled = TROUBLE.contains(updateStatus == null ? status : updateStatus);
        stream(publication);
        var event = event(publication, revision);
        tables.sql("""
                        INSERT INTO status_projector.publication_status (publication_id, site_id, status, update_status, generation,
                          requested_revision, published_revision, external_id, external_url, reason_code, reason_detail,
                          attempts, status_since, last_event_id)
                        VALUES (CAST(:id AS uuid), gen_random_uuid(), :status, :updateStatus, 1, :revision,
                          CASE WHEN :shown THEN CAST(:revision AS bigint) - CASE WHEN :updating THEN 1 ELSE 0 END END,
                          CASE WHEN :shown THEN '4711' END, CASE WHEN :shown THEN 'https://news.example/x/' END,
                          CASE WHEN :troubled THEN 'WP_SAID_NO' END, CASE WHEN :troubled THEN 'No.' END,
                          2, '2026-11-24T09:15:31.25Z', :event)
                        ON CONFLICT (publication_id) DO UPDATE SET status = excluded.status,
                          update_status = excluded.update_status,
                          requested_revision = excluded.requested_revision, published_revision = excluded.published_revision,
                          external_id = excluded.external_id, external_url = excluded.external_url,
                          reason_code = excluded.reason_code, reason_detail = excluded.reason_detail
                        """)
                .param("id", publication)
                .param("status", status)
                .param("updateStatus", updateStatus, Types.VARCHAR)
                .param("updating", updateStatus != null)
                .param("revision", revision)
                .param("shown", shown)
                .param("troubled", troubled)
                .param("event", event)
                .update();
    }

    /** Logs a receipt as it came, but for its id, publication, revision and sequence. */
    UUID logs(String publication, ObjectNode receipt, long revision, long sequence) {
        stream(publication);
        var event = UUID.randomUUID();
        tables.sql("""
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation,
                          revision, attempt, ledger_sequence, occurred_at, recorded_at, origin_topic, origin_partition,
                          origin_offset, detail)
                        VALUES (:event, CAST(:id AS uuid), 'receipt', :kind, 1, :revision, :attempt, :sequence,
                          CAST(:at AS timestamptz), CAST(:at AS timestamptz) + interval '50 ms', 'publishing.receipts.v1', 0,
                          :sequence, CAST(:detail AS jsonb))
                        """)
                .param("event", event)
                .param("id", publication)
                .param("kind", receipt.get("kind").asString())
                .param("revision", revision)
                .param("attempt", receipt.get("attempt").asInt())
                .param("sequence", sequence)
                .param("at", receipt.get("occurredAt").asString())
                .param("detail", receipt.toString())
                .update();
        return event;
    }

    /** Decides as an operator that these events do not hold. */
    UUID invalidates(String publication, String reason, String author, UUID... events) {
        var decision = UUID.randomUUID();
        tables.sql("""
                        WITH decision AS (
                          INSERT INTO status_projector.invalidation (invalidation_id, reason, author, selection, fingerprint,
                            impact, decided_at)
                          VALUES (:decision, :reason, :author, '{}', repeat('0', 64), '{}', '2026-11-24T11:02:00Z')
                          RETURNING invalidation_id
                        )
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, occurred_at,
                          invalidation_id, targets, detail)
                        SELECT :decision, CAST(:id AS uuid), 'operator', 'invalidated', '2026-11-24T11:02:00Z', invalidation_id,
                               CAST(string_to_array(:events, ',') AS uuid[]),
                               jsonb_build_object('reason', CAST(:reason AS text), 'author', CAST(:author AS text))
                          FROM decision
                        """)
                .param("decision", decision)
                .param("id", publication)
                .param("reason", reason)
                .param("author", author)
                .param("events", Arrays.stream(events).map(UUID::toString).collect(joining(",")))
                .update();
        return decision;
    }

    UUID event(String publication, long revision) {
        stream(publication);
        var event = UUID.randomUUID();
        tables.sql("""
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation,
                          revision, occurred_at, origin_topic, origin_partition, origin_offset, detail)
                        VALUES (:event, CAST(:id AS uuid), 'request', 'requested', 1, :revision, '2026-11-24T09:15:30Z',
                          'publishing.requests.v1', 0, 0, '{"storyKey": "told", "siteId": "c2b7f0d4-8c1e-4e8e-9f43-7a1d5b0e6f31"}')
                        """)
                .param("event", event)
                .param("id", publication)
                .param("revision", revision)
                .update();
        return event;
    }

    private void stream(String publication) {
        tables.sql("""
                        INSERT INTO status_projector.publication_stream (publication_id, event_sequence)
                        VALUES (CAST(:id AS uuid), 1)
                        ON CONFLICT (publication_id) DO UPDATE
                          SET event_sequence = status_projector.publication_stream.event_sequence + 1
                        """).param("id", publication).update();
    }
}
