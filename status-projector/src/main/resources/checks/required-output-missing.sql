-- id: required-output-missing   severity: ticket   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/required-output-missing.md
-- repair: none   incident: 3
--
-- A step is done when its output is there, not when an event says so.
SELECT publication_id, site_id, format('receipt %s (%s) has no %s', ledger_sequence, kind,
         CASE WHEN kind IN ('reserved', 'unpublished') OR (kind = 'published' AND post_id IS NULL) THEN 'post'
              WHEN kind = 'published' THEN 'address of its post' ELSE 'reason' END) AS what,
       occurred_at AS since
FROM valid_receipt
WHERE (kind IN ('reserved', 'published', 'unpublished') AND post_id IS NULL)
   OR (kind = 'published' AND post_url IS NULL)
   OR (kind IN ('deferred', 'unconfirmed', 'parked', 'failed', 'removed', 'cancel_refused') AND problem_code IS NULL)
UNION ALL
SELECT publication_id, site_id, format('the request of revision %s has no %s', revision,
         CASE WHEN variant_id IS NULL THEN 'variant' ELSE 'story key' END), occurred_at
FROM valid_request
WHERE variant_id IS NULL OR story_key IS NULL
