-- id: reserved-too-long   severity: ticket   warn_if: > 0   error_if: > 0   grace: 15 min
-- owner: publishing   runbook: docs/operations/checks/reserved-too-long.md
-- repair: reconcile-site   incident: 0, check 1
--
-- A draft is reserved, the publisher still means to publish it, and time passes. What is parked or failed waits for a person.
SELECT l.publication_id, l.site_id,
       format('post %s is reserved, %s attempts, last %s %s', l.remote_id, l.attempts, coalesce(l.last_kind, 'nothing told'),
              coalesce(l.last_code, '')) AS what,
       greatest(coalesce(r.reserved_at, l.inbox_at), l.requested_at, l.publish_at) AS since
FROM wordpress_publisher.ledger_state_v1 l
LEFT JOIN LATERAL (
  SELECT min(v.occurred_at) AS reserved_at FROM valid_receipt v
  WHERE v.publication_id = l.publication_id AND v.generation = l.generation AND v.kind = 'reserved'
) r ON true
WHERE l.remote_state = 'RESERVED' AND l.due_at IS NOT NULL AND coalesce(l.last_kind, '') NOT IN ('parked', 'failed')
