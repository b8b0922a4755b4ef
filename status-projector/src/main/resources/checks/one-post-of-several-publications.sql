-- id: one-post-of-several-publications   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/one-post-of-several-publications.md
-- repair: reconcile-site   incident: 0, check 5
--
-- One post at a site that two publications call theirs: each will overwrite the other.
SELECT s.publication_id, s.site_id, format('post %s is claimed by %s publications', s.external_id, o.claims) AS what,
       s.status_since AS since
FROM publication_status s
JOIN (
  SELECT site_id, external_id, count(*) AS claims FROM publication_status
  WHERE external_id IS NOT NULL AND status IN ('published', 'unpublished') GROUP BY site_id, external_id HAVING count(*) > 1
) o ON o.site_id = s.site_id AND o.external_id = s.external_id
WHERE s.status IN ('published', 'unpublished')
