-- id: published-without-id-or-link   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/published-without-id-or-link.md
-- repair: rebuild-publications   incident: 0, check 2
--
-- Nobody can verify, update or take down what is called published without saying which post and where.
SELECT publication_id, site_id,
       format('published, post %s at %s', coalesce(external_id, 'unknown'), coalesce(external_url, 'an unknown address')) AS what,
       status_since AS since
FROM publication_status
WHERE status = 'published' AND (external_id IS NULL OR external_url IS NULL OR external_id = '' OR external_url = '')
