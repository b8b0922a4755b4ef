-- id: receipt-not-projected   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/receipt-not-projected.md
-- repair: resend-outbox   incident: 0, check 6
--
-- The ledger numbers its receipts without gaps: what it has told and the log does not hold is on its way, or lost.
SELECT l.publication_id, l.site_id,
       format('the ledger has told %s receipts, the log holds %s of them', l.receipt_sequence, coalesce(e.held, 0)) AS what,
       coalesce(l.last_receipt_at, l.inbox_at) AS since
FROM wordpress_publisher.ledger_state_v1 l
LEFT JOIN LATERAL (
  SELECT count(DISTINCT ledger_sequence) AS held FROM publication_event e
  WHERE e.publication_id = l.publication_id AND e.source = 'receipt' AND e.ledger_sequence <= l.receipt_sequence
) e ON true
WHERE coalesce(e.held, 0) < l.receipt_sequence
