-- Where no receipt holds any more, those that were taken out had no place in the order and stood before the request that
-- they answer. They stand where their own revision puts them.
CREATE OR REPLACE VIEW publication_timeline_v2 AS
  SELECT o.publication_id, o.event_id, o.position, o.source, o.kind, o.generation, o.revision, o.attempt, o.occurred_at,
         o.recorded_at, c.reason AS conflict, o.detail, o.valid, j.reason AS invalidation_reason, j.author AS invalidation_author,
         j.occurred_at AS invalidated_at, j.judgement_id AS invalidated_by
  FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.publication_id
             ORDER BY r.source = 'operator', r.reaches, r.source = 'receipt', r.ledger_sequence, r.occurred_at,
                      r.event_id) AS position
    FROM (
      SELECT v.*, CASE v.source
               WHEN 'request' THEN v.revision
               WHEN 'receipt' THEN coalesce(max(v.revision) FILTER (WHERE v.source = 'receipt' AND v.valid)
                 OVER (PARTITION BY v.publication_id ORDER BY v.ledger_sequence, v.occurred_at, v.event_id), v.revision)
             END AS reaches
      FROM (
        SELECT e.*, NOT EXISTS (SELECT FROM standing_judgement j
                                WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets)) AS valid
        FROM publication_event e
      ) v
    ) r
  ) o
  LEFT JOIN publication_conflict c ON c.event_id = o.event_id
  LEFT JOIN LATERAL (SELECT j.* FROM standing_judgement j
                     WHERE j.publication_id = o.publication_id AND o.event_id = ANY (j.targets)
                     ORDER BY j.occurred_at, j.judgement_id LIMIT 1) j ON true;
