-- id: illegal-combination   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/illegal-combination.md
-- repair: reconcile-site   incident: 0
--
-- What the ledger observed and what the status says, in one generation: every pair that is not listed is illegal. A newer
-- revision of a publication with a reserved or held draft begins anew, hence accepted and scheduled beside those.
WITH legal (remote_state, statuses) AS (VALUES
  ('none',     ARRAY['accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed', 'cancelled']),
  ('RESERVED', ARRAY['accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed']),
  ('PUBLIC',   ARRAY['published']),
  ('HELD',     ARRAY['unpublished', 'accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed']),
  ('REMOVED',  ARRAY['removed']))
SELECT l.publication_id, l.site_id,
       format('%s in the ledger, %s in the status', coalesce(l.remote_state, 'no post'), s.status) AS what,
       greatest(s.status_since, coalesce(l.last_receipt_at, l.inbox_at)) AS since
FROM wordpress_publisher.ledger_state_v1 l
JOIN publication_status s ON s.publication_id = l.publication_id AND s.generation = l.generation
LEFT JOIN legal ON legal.remote_state = coalesce(l.remote_state, 'none')
WHERE NOT coalesce(s.status = ANY (legal.statuses), false)
