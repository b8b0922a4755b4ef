-- id: published-without-checkpoint   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/published-without-checkpoint.md
-- repair: none   incident: 3
--
-- Steps out of order: published in a generation whose checkpoint no valid receipt tells before it.
SELECT p.publication_id, p.site_id,
       format('receipt %s tells of post %s as published, and none before it that the post was reserved', p.ledger_sequence,
              p.post_id) AS what,
       p.occurred_at AS since
FROM (
  SELECT DISTINCT ON (publication_id, generation) * FROM valid_receipt
  WHERE kind = 'published' ORDER BY publication_id, generation, ledger_sequence
) p
WHERE NOT EXISTS (
  SELECT FROM valid_receipt r
  WHERE r.publication_id = p.publication_id AND r.generation = p.generation AND r.kind = 'reserved'
    AND r.ledger_sequence < p.ledger_sequence)
