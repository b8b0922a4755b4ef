-- Which of the receipts still holds: where the last one was declared invalid, the publisher has to look and tell anew.
CREATE OR REPLACE VIEW publication_posts_v1 AS
  SELECT DISTINCT ON (publication_id, generation)
    publication_id, generation,
    CASE WHEN believed THEN (detail #>> '{post,id}')::bigint END AS remote_id,
    CASE WHEN believed THEN detail #>> '{post,url}' END          AS url,
    CASE WHEN believed THEN detail #>> '{post,slug}' END         AS slug,
    CASE WHEN believed THEN detail #>> '{post,contentHash}' END  AS content_hash,
    revision,
    kind AS last_kind,
    occurred_at,
    last_sequence,
    valid_sequence
  FROM (
    SELECT v.*, max(ledger_sequence) OVER (PARTITION BY publication_id) AS last_sequence,
           max(ledger_sequence) FILTER (WHERE valid) OVER (PARTITION BY publication_id) AS valid_sequence,
           valid AND NOT EXISTS (SELECT FROM publication_conflict c WHERE c.event_id = v.event_id) AS believed
    FROM (
      SELECT e.*, NOT EXISTS (SELECT FROM standing_judgement j
                              WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets)) AS valid
      FROM publication_event e WHERE source = 'receipt'
    ) v
  ) r
  -- the last receipt that shows a post; where none does, the last of all: its sequence is needed all the same
  ORDER BY publication_id, generation, (believed AND detail #>> '{post,id}' IS NOT NULL) DESC, believed DESC, ledger_sequence DESC;
