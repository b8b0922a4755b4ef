-- When Kafka took an event, by the record's own time: the relay's, since it gives none. It ends the hop from the outbox to Kafka in a
-- publication's trail. Null for what was logged before, and for an operator's decisions, which come by no topic.
ALTER TABLE publication_event ADD COLUMN origin_at timestamptz;

CREATE OR REPLACE VIEW valid_event AS
  SELECT e.* FROM publication_event e
  WHERE e.source <> 'operator'
    AND NOT EXISTS (SELECT FROM standing_judgement j
                    WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets));

CREATE OR REPLACE VIEW publication_timeline_v1 AS
  SELECT o.publication_id, o.event_id, o.position, o.source, o.kind, o.generation, o.revision, o.attempt, o.occurred_at,
         o.recorded_at, c.reason AS conflict, o.detail, o.origin_at
  FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.publication_id
             ORDER BY r.reaches, r.source = 'receipt', r.ledger_sequence, r.occurred_at, r.event_id) AS position
    FROM (
      SELECT e.*, CASE e.source
               WHEN 'request' THEN e.revision
               ELSE max(e.revision) FILTER (WHERE e.source = 'receipt')
                 OVER (PARTITION BY e.publication_id ORDER BY e.ledger_sequence, e.occurred_at, e.event_id)
             END AS reaches
      FROM valid_event e
    ) r
  ) o LEFT JOIN publication_conflict c ON c.event_id = o.event_id;
