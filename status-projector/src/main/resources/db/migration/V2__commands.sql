-- Commands beside publish: unpublish, cancel, retry. Generations are told by receipts alone, and a later revision is the
-- greater one whatever its generation, so that the timeline follows the revisions.

ALTER TABLE publication_event DROP CONSTRAINT publication_event_kind_check;
ALTER TABLE publication_event ADD CONSTRAINT publication_event_kind_check
  CHECK (kind IN ('requested', 'scheduled', 'claimed', 'reserved', 'published', 'unpublished', 'deferred', 'unconfirmed',
                  'parked', 'failed', 'removed', 'cancelled', 'cancel_refused', 'generation_opened'));

ALTER TABLE publication_conflict DROP CONSTRAINT publication_conflict_reason_check;
ALTER TABLE publication_conflict ADD CONSTRAINT publication_conflict_reason_check
  CHECK (reason IN ('SECOND_POST', 'GAVE_UP_WHAT_STANDS', 'STILL_PUBLIC', 'GENERATION_CLOSED', 'GENERATION_REOPENED',
                    'CANCELLED_WITH_A_POST', 'REVISION_REUSED', 'SEQUENCE_REUSED', 'IDENTITY_DIFFERS', 'UNFOUNDED'));

CREATE OR REPLACE VIEW publication_timeline_v1 AS
  SELECT o.publication_id, o.event_id, o.position, o.source, o.kind, o.generation, o.revision, o.attempt, o.occurred_at,
         o.recorded_at, c.reason AS conflict, o.detail
  FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.publication_id
             ORDER BY r.reaches, r.source = 'receipt', r.ledger_sequence, r.occurred_at, r.event_id) AS position
    FROM (
      SELECT e.*, CASE e.source
               WHEN 'request' THEN e.revision
               ELSE max(e.revision) FILTER (WHERE e.source = 'receipt')
                 OVER (PARTITION BY e.publication_id ORDER BY e.ledger_sequence, e.occurred_at, e.event_id)
             END AS reaches
      FROM publication_event e
    ) r
  ) o LEFT JOIN publication_conflict c ON c.event_id = o.event_id;
