package dev.colophon.publishapi;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts rows where status-projector would, in its own migrated tables, so that its own views show them. */
record Projector(JdbcClient tables) {

    void tells(String publication, String status, long revision) {
        var shown = status.equals("published");
        var troubled = status.equals("failed") || status.equals("removed") || status.equals("parked");
        stream(publication);
        var event = event(publication, revision);
        tables.sql("""
                        INSERT INTO status_projector.publication_status (publication_id, site_id, status, generation,
                          requested_revision, published_revision, external_id, external_url, reason_code, reason_detail,
                          attempts, status_since, last_event_id)
                        VALUES (CAST(:id AS uuid), gen_random_uuid(), :status, 1, :revision,
                          CASE WHEN :shown THEN CAST(:revision AS bigint) END,
                          CASE WHEN :shown THEN '4711' END, CASE WHEN :shown THEN 'https://news.example/x/' END,
                          CASE WHEN :troubled THEN 'WP_SAID_NO' END, CASE WHEN :troubled THEN 'No.' END,
                          2, '2026-11-24T09:15:31.25Z', :event)
                        ON CONFLICT (publication_id) DO UPDATE SET status = excluded.status,
                          requested_revision = excluded.requested_revision, published_revision = excluded.published_revision,
                          external_id = excluded.external_id, external_url = excluded.external_url,
                          reason_code = excluded.reason_code, reason_detail = excluded.reason_detail
                        """)
                .param("id", publication)
                .param("status", status)
                .param("revision", revision)
                .param("shown", shown)
                .param("troubled", troubled)
                .param("event", event)
                .update();
    }

    UUID event(String publication, long revision) {
        stream(publication);
        var event = UUID.randomUUID();
        tables.sql("""
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation,
                          revision, occurred_at, origin_topic, origin_partition, origin_offset, detail)
                        VALUES (:event, CAST(:id AS uuid), 'request', 'requested', 1, :revision, '2026-11-24T09:15:30Z',
                          'publishing.requests.v1', 0, 0, '{"storyKey": "told"}')
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
