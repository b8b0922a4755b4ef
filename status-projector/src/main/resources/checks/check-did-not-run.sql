-- id: check-did-not-run   severity: page   warn_if: > 0   error_if: > 0   grace: 15 min
-- owner: publishing   runbook: docs/operations/checks/check-did-not-run.md
-- repair: none   incident: 0
--
-- A check that did not run counts as failed. This one sees the runs before its own.
SELECT CAST(NULL AS uuid) AS publication_id, CAST(NULL AS uuid) AS site_id,
       format('%s has not run to its end since %s%s', id, coalesce(last_completed_at::text, 'ever'), ': ' || problem) AS what,
       coalesce(last_completed_at, first_seen_at) AS since
FROM integrity_check
WHERE NOT retired
