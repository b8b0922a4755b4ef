-- What the receipts have told of each publication's posts, for a reconciliation of a ledger that lost its own record. An event
-- that is in conflict with the others, or that an operator invalidated, is not believed; it was counted all the same.
CREATE VIEW publication_posts_v1 AS
  SELECT DISTINCT ON (publication_id, generation)
    publication_id, generation,
    CASE WHEN believed THEN (detail #>> '{post,id}')::bigint END AS remote_id,
    CASE WHEN believed THEN detail #>> '{post,url}' END          AS url,
    CASE WHEN believed THEN detail #>> '{post,slug}' END         AS slug,
    CASE WHEN believed THEN detail #>> '{post,contentHash}' END  AS content_hash,
    revision,
    kind AS last_kind,
    occurred_at,
    last_sequence
  FROM (
    SELECT e.*, max(ledger_sequence) OVER (PARTITION BY publication_id) AS last_sequence,
           NOT EXISTS (SELECT FROM publication_conflict c WHERE c.event_id = e.event_id)
             AND NOT EXISTS (SELECT FROM standing_judgement j
                             WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets)) AS believed
    FROM publication_event e WHERE source = 'receipt'
  ) r
  -- the last receipt that shows a post; where none does, the last of all: its sequence is needed all the same
  ORDER BY publication_id, generation, (believed AND detail #>> '{post,id}' IS NOT NULL) DESC, believed DESC, ledger_sequence DESC;

GRANT USAGE ON SCHEMA status_projector TO wordpress_publisher;
GRANT SELECT ON publication_posts_v1 TO wordpress_publisher;
