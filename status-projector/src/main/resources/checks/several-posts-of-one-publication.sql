-- id: several-posts-of-one-publication   severity: page   warn_if: > 0   error_if: > 0   grace: 0 s
-- owner: publishing   runbook: docs/operations/checks/several-posts-of-one-publication.md
-- repair: reconcile-site   incident: 0, check 5
--
-- Two posts in one generation. Events in conflict count here: the second post is what made them one.
SELECT publication_id, min(site_id::text)::uuid AS site_id,
       format('generation %s has the posts %s', generation, string_agg(DISTINCT post_id, ', ' ORDER BY post_id)) AS what,
       max(occurred_at) AS since
FROM valid_receipt
WHERE post_id IS NOT NULL AND kind IN ('reserved', 'published', 'unpublished')
GROUP BY publication_id, generation
HAVING count(DISTINCT post_id) > 1
