-- id: projection-row-missing   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/projection-row-missing.md
-- repair: rebuild-publications   incident: 3
--
-- Valid events that could be true, and no status made of them.
SELECT e.publication_id, max(e.site_id::text)::uuid AS site_id,
       format('%s valid events, and no status', count(*)) AS what, min(e.recorded_at) AS since
FROM valid_event e
LEFT JOIN publication_conflict c USING (event_id)
LEFT JOIN publication_status s ON s.publication_id = e.publication_id
WHERE c.event_id IS NULL AND s.publication_id IS NULL
GROUP BY e.publication_id
