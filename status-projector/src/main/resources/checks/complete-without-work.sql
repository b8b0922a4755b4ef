-- id: complete-without-work   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/complete-without-work.md
-- repair: none   incident: 3
--
-- All complete, and no work done: at a site more generations have reached a late step than the step before it.
SELECT CAST(NULL AS uuid) AS publication_id, site_id,
       format('%s generations are claimed, %s reserved, %s published', count(*) FILTER (WHERE claimed),
              count(*) FILTER (WHERE reserved), count(*) FILTER (WHERE published)) AS what,
       max(latest) FILTER (WHERE (published AND NOT reserved) OR (reserved AND NOT claimed)) AS since
FROM (
  SELECT publication_id, generation, site_id, bool_or(kind IN ('claimed', 'generation_opened')) AS claimed,
         bool_or(kind = 'reserved') AS reserved, bool_or(kind = 'published') AS published, max(occurred_at) AS latest
  FROM valid_receipt GROUP BY publication_id, generation, site_id
) reached
GROUP BY site_id
HAVING count(*) FILTER (WHERE published) > count(*) FILTER (WHERE reserved)
    OR count(*) FILTER (WHERE reserved) > count(*) FILTER (WHERE claimed)
