-- id: public-but-reserved   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/public-but-reserved.md
-- repair: reconcile-site   incident: 0, check 1
--
-- A valid receipt saw the post public, and the ledger has it as reserved, or not at all: the ledger lost what it knew.
SELECT r.publication_id, r.site_id,
       format('post %s was seen public, the ledger has it as %s', r.post_id, coalesce(lower(l.remote_state), 'unknown')) AS what,
       r.seen_at AS since
FROM (
  SELECT DISTINCT ON (publication_id) publication_id, site_id, generation, post_id, occurred_at AS seen_at
  FROM valid_receipt WHERE kind = 'published' ORDER BY publication_id, ledger_sequence DESC
) r
JOIN wordpress_publisher.ledger_state_v1 l ON l.publication_id = r.publication_id AND l.generation = r.generation
WHERE coalesce(l.remote_state, 'RESERVED') = 'RESERVED'
