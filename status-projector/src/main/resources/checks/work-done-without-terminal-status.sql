-- id: work-done-without-terminal-status   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/work-done-without-terminal-status.md
-- repair: rebuild-publications   incident: 0, check 3
--
-- The publisher will not visit this publication again by itself, and yet its status promises that something is still to come.
SELECT l.publication_id, l.site_id,
       format('the publisher is done with revision %s (%s), the status is %s%s', l.revision,
              coalesce(l.last_kind, 'nothing told'), coalesce(s.status, 'missing'), ', update ' || s.update_status) AS what,
       coalesce(l.last_receipt_at, l.inbox_at) AS since
FROM wordpress_publisher.ledger_state_v1 l LEFT JOIN publication_status s USING (publication_id)
WHERE l.lease_until IS NULL AND (l.due_at IS NULL OR l.settled_revision = l.revision)
  AND coalesce(s.requested_revision, 0) <= l.revision
  AND (s.status IS NULL OR s.status IN ('accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed')
       OR s.update_status IN ('pending', 'publishing', 'deferred', 'unconfirmed'))
