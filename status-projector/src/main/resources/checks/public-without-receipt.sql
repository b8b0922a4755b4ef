-- id: public-without-receipt   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/public-without-receipt.md
-- repair: reconcile-site   incident: 0, check 6
--
-- Called public, and no valid receipt says that anybody saw it so.
SELECT coalesce(s.publication_id, l.publication_id) AS publication_id, coalesce(s.site_id, l.site_id) AS site_id,
       format('post %s of generation %s is public on record, and no valid receipt has seen it',
              coalesce(s.external_id, l.remote_id::text, 'unknown'), coalesce(s.generation, l.generation)) AS what,
       coalesce(l.last_receipt_at, s.status_since) AS since
FROM (SELECT * FROM publication_status WHERE status = 'published') s
FULL JOIN (SELECT * FROM wordpress_publisher.ledger_state_v1 WHERE remote_state = 'PUBLIC') l USING (publication_id)
WHERE NOT EXISTS (
  SELECT FROM valid_receipt r
  WHERE r.publication_id = coalesce(s.publication_id, l.publication_id) AND r.kind = 'published'
    AND r.generation = coalesce(s.generation, l.generation)
    AND r.post_id IS NOT DISTINCT FROM coalesce(s.external_id, l.remote_id::text))
