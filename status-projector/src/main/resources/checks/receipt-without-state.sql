-- id: receipt-without-state   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/receipt-without-state.md
-- repair: reconcile-site   incident: 0, check 6
--
-- The log holds receipts of which the ledger knows nothing: it was lost, or restored from an older backup. Of a site of another platform
-- it never knew.
SELECT e.publication_id, e.site_id,
       CASE WHEN l.publication_id IS NULL THEN format('%s receipts, and no entry in the ledger', e.last)
            ELSE format('the last receipt is number %s, the ledger has told %s', e.last, l.receipt_sequence) END AS what,
       e.since
FROM (
  SELECT publication_id, max(site_id::text)::uuid AS site_id, max(ledger_sequence) AS last,
         max(recorded_at) AS since
  FROM publication_event WHERE source = 'receipt' GROUP BY publication_id
) e
LEFT JOIN wordpress_publisher.ledger_state_v1 l USING (publication_id)
WHERE (l.receipt_sequence IS NULL OR l.receipt_sequence < e.last)
  AND (l.publication_id IS NOT NULL OR NOT EXISTS (
    SELECT FROM publication_event r WHERE r.publication_id = e.publication_id AND r.source = 'request'
      AND r.detail ->> 'platform' <> 'wordpress'))
