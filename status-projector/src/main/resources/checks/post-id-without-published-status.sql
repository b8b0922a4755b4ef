-- id: post-id-without-published-status   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/post-id-without-published-status.md
-- repair: reconcile-site   incident: 0, check 1
--
-- A post that is public on record, beside a status that does not say so: the lie of the fifty-five orphans.
SELECT s.publication_id, s.site_id,
       format('post %s stands beside the status %s', s.external_id, s.status) AS what, s.status_since AS since
FROM publication_status s
WHERE s.external_id IS NOT NULL AND s.status NOT IN ('published', 'unpublished', 'removed')
UNION ALL
SELECT l.publication_id, l.site_id,
       format('the ledger holds post %s as public, the status is %s', l.remote_id, coalesce(s.status, 'missing')),
       l.last_receipt_at
FROM wordpress_publisher.ledger_state_v1 l LEFT JOIN publication_status s USING (publication_id)
WHERE l.remote_state = 'PUBLIC' AND s.status IS DISTINCT FROM 'published'
