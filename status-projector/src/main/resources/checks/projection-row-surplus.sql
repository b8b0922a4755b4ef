-- id: projection-row-surplus   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/projection-row-surplus.md
-- repair: rebuild-publications   incident: 3
--
-- A status that no valid event makes: no replay would give it.
SELECT s.publication_id, s.site_id, format('the status %s rests on no valid event', s.status) AS what, s.updated_at AS since
FROM publication_status s
WHERE NOT EXISTS (SELECT FROM valid_event e WHERE e.publication_id = s.publication_id)
