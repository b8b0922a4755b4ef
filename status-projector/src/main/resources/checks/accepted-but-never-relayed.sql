-- id: accepted-but-never-relayed   severity: page   warn_if: > 0   error_if: > 0   grace: 5 min
-- owner: publishing   runbook: docs/operations/checks/accepted-but-never-relayed.md
-- repair: resend-outbox   incident: 0, check 6
--
-- Every accepted job has its event in the log, and the newest that wants something is in the ledger, unless it is another platform's.
SELECT j.publication_id, j.site_id,
       format('revision %s (%s) was accepted, it is %s the log and %s the ledger', j.revision, j.action,
              CASE WHEN e.known THEN 'in' ELSE 'not in' END,
              CASE WHEN l.revision >= j.revision THEN 'in' ELSE 'not in' END) AS what,
       j.requested_at AS since
FROM publish_api.job_state_v1 j
LEFT JOIN LATERAL (
  SELECT true AS known FROM publication_event e
  WHERE e.publication_id = j.publication_id AND e.source = 'request' AND e.revision = j.revision LIMIT 1
) e ON true
LEFT JOIN wordpress_publisher.ledger_state_v1 l ON l.publication_id = j.publication_id
WHERE e.known IS NULL
   OR (NOT j.superseded AND j.action <> 'cancel' AND coalesce(l.revision, 0) < j.revision AND NOT EXISTS (
     SELECT FROM publication_event r WHERE r.publication_id = j.publication_id AND r.source = 'request'
       AND r.detail ->> 'platform' <> 'wordpress'))
