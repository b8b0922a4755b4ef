package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.Newsroom;
import java.util.UUID;

/** What happens to a ledger behind the program's back: hands, and old backups. The guards of the table are off meanwhile. */
record Damage(Newsroom newsroom) {

    /** Nobody works on the entry any more, and nothing will. */
    void strand(UUID publication) {
        behindTheGuard("due_at = NULL, lease_until = NULL, claimed_by = NULL, read_back_due_at = NULL", publication);
    }

    /** Given up in spite of its public post. */
    void giveUp(UUID publication) {
        strand(publication);
        behindTheGuard("last_kind = 'parked', last_code = 'RETRIES_EXHAUSTED'", publication);
    }

    /** As in a backup of before the post: the entry knows what is wanted, and nothing of a post. */
    void forgetPost(UUID publication) {
        strand(publication);
        behindTheGuard("""
                remote_id = NULL, remote_state = NULL, status_sent = false, given_up = false, public_revision = NULL, held_revision = NULL, unsettled_after_fill = false, remote_slug = NULL, remote_link = NULL, content_hash = NULL, written_fields = NULL,
                observed_revision = NULL, settled_revision = NULL, unsettled_at = NULL, unsettled_fingerprint = NULL,
                unsettled_visibility = NULL, unsettled_change = NULL, last_kind = NULL, last_code = NULL
                """, publication);
    }

    /** And nothing of the receipts that it told since. */
    void forgetReceipts(UUID publication) {
        behindTheGuard("receipt_sequence = 0", publication);
    }

    /** What relay and projector make of the receipts told so far. */
    void project(UUID publication) {
        newsroom.sql()
                .sql(
                        "INSERT INTO status_projector.publication_stream (publication_id) VALUES (:p) ON CONFLICT DO NOTHING")
                .param("p", publication)
                .update();
        newsroom.sql().sql("""
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation, revision,
                          attempt, ledger_sequence, occurred_at, origin_topic, origin_partition, origin_offset, detail)
                        SELECT id, :p, 'receipt', payload::jsonb ->> 'kind', (payload::jsonb ->> 'generation')::int,
                          (payload::jsonb ->> 'revision')::bigint, (payload::jsonb ->> 'attempt')::int, sequence, occurred_at,
                          topic, 0, sequence, payload::jsonb
                        FROM wordpress_publisher.outbox WHERE message_key = :p::text
                        ON CONFLICT DO NOTHING
                        """).param("p", publication).update();
    }

    /** An operator of the projector declares invalid what was told after the last receipt of this kind. */
    void invalidateAfter(UUID publication, String kind) {
        newsroom.sql().sql("""
                        WITH decision AS (
                          INSERT INTO status_projector.invalidation (invalidation_id, reason, author, selection, fingerprint, impact,
                            decided_at, reset_to)
                          VALUES (gen_random_uuid(), 'not believed', 'Ada', '{}', repeat('0', 64), '{}', now(), :kind)
                          RETURNING invalidation_id
                        )
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, occurred_at, detail,
                          invalidation_id, targets)
                        SELECT gen_random_uuid(), :p, 'operator', 'invalidated', now(), '{"reason":"not believed","author":"Ada"}',
                          d.invalidation_id, array_agg(e.event_id)
                        FROM decision d, status_projector.publication_event e
                        WHERE e.publication_id = :p AND e.source = 'receipt'
                          AND e.ledger_sequence > (SELECT max(r.ledger_sequence) FROM status_projector.publication_event r
                                                   WHERE r.publication_id = :p AND r.kind = :kind)
                        GROUP BY d.invalidation_id
                        """).param("p", publication).param("kind", kind).update();
    }

    private void behindTheGuard(String change, UUID publication) {
        newsroom.sql().sql("""
                        DO $$ BEGIN
                          SET LOCAL session_replication_role = replica;
                          UPDATE wordpress_publisher.ledger SET %s WHERE publication_id = '%s';
                        END $$
                        """.formatted(change, publication)).update();
    }
}
