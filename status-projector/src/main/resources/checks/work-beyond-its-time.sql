-- id: work-beyond-its-time   severity: ticket   warn_if: > 0   error_if: > 0   grace: 30 min
-- owner: publishing   runbook: docs/operations/checks/work-beyond-its-time.md
-- repair: reconcile-site   incident: 0, check 4
--
-- The newest job that wants something has not come to an end. A refused cancellation wants nothing and hides no other job.
SELECT j.publication_id, j.site_id,
       format('revision %s (%s) is %s%s', j.revision, j.action, coalesce(s.status, 'without a status'),
              ', update ' || s.update_status) AS what,
       greatest(j.requested_at, j.publish_at) AS since
FROM (
  SELECT DISTINCT ON (publication_id) * FROM publish_api.job_state_v1
  WHERE action <> 'cancel' ORDER BY publication_id, revision DESC
) j LEFT JOIN publication_status s USING (publication_id)
WHERE s.status IS NULL OR s.requested_revision < j.revision
   OR s.status IN ('accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed')
   OR s.update_status IN ('pending', 'publishing', 'deferred', 'unconfirmed')
