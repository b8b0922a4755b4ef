-- id: projection-row-changed   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/projection-row-changed.md
-- repair: rebuild-publications   incident: 3
--
-- A status that says what its valid events do not. The exact comparison with the fold is the divergence run; this one needs no
-- fold, and so shares no fault with it.
SELECT s.publication_id, s.site_id,
       CASE WHEN last.event_id IS NULL THEN 'the last event of the status is no valid event of this publication'
            WHEN s.requested_revision > known.revision THEN format('revision %s is known to no valid event', s.requested_revision)
            ELSE format('no valid receipt says %s of post %s at %s', s.status, s.external_id, s.external_url) END AS what,
       s.updated_at AS since
FROM publication_status s
LEFT JOIN LATERAL (
  SELECT v.event_id FROM valid_event v
  WHERE v.event_id = s.last_event_id AND v.publication_id = s.publication_id
) last ON true
LEFT JOIN LATERAL (
  SELECT max(v.revision) AS revision FROM valid_event v WHERE v.publication_id = s.publication_id
) known ON true
WHERE known.revision IS NOT NULL
  AND (last.event_id IS NULL OR s.requested_revision > known.revision
       OR (s.status IN ('published', 'unpublished', 'removed') AND NOT EXISTS (
             SELECT FROM valid_receipt r
             WHERE r.publication_id = s.publication_id AND r.generation = s.generation AND r.kind = s.status))
       OR (s.status = 'published' AND NOT EXISTS (
             SELECT FROM valid_receipt r
             WHERE r.publication_id = s.publication_id AND r.generation = s.generation AND r.kind = 'published'
               AND r.revision = s.published_revision AND r.post_id IS NOT DISTINCT FROM s.external_id
               AND r.post_url IS NOT DISTINCT FROM s.external_url)))
