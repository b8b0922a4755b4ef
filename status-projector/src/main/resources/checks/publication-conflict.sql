-- id: publication-conflict   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/publication-conflict.md
-- repair: reconcile-site   incident: 0
--
-- Events that cannot be true beside the others. They change no status, and each is somebody's fault.
SELECT c.publication_id, e.site_id,
       format('%s: %s, revision %s, event %s', c.reason, e.kind, e.revision, c.event_id) AS what, c.detected_at AS since
FROM publication_conflict c JOIN publication_event e USING (event_id)
