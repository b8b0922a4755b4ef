-- id: stalled   severity: page   warn_if: > 0   error_if: > 0   grace: 5 min
-- owner: publishing   runbook: docs/operations/checks/stalled.md
-- repair: none   incident: 3
--
-- Work is due at sites that are not held back, and nobody tells of any: counted from the later of the oldest due time and the
-- last receipt of all.
SELECT CAST(NULL AS uuid) AS publication_id, CAST(NULL AS uuid) AS site_id,
       format('%s entries are due, the oldest since %s, the last receipt is of %s', due.entries, due.oldest,
              coalesce(told.last::text, 'never')) AS what,
       greatest(due.oldest, told.last) AS since
FROM (
  SELECT count(*) AS entries, min(greatest(due_at, lease_until)) AS oldest
  FROM wordpress_publisher.ledger_state_v1 WHERE due_at IS NOT NULL AND NOT site_waits
) due CROSS JOIN (SELECT max(last_receipt_at) AS last FROM wordpress_publisher.ledger_state_v1) told
WHERE due.entries > 0
