-- dev.colophon.wordpresspublisher.ledger.Attempts
INSERT INTO attempt (publication_id, fencing_token, generation, revision, number, worker, build, in_recovery,
  isolation, transaction_id, read_only, snapshot, session_role, row_security, visible_rows, variant_age_ms,
  request_age_ms, inbox_age_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, pg_is_in_recovery(),
  current_setting('transaction_isolation'), pg_current_xact_id()::text,
  current_setting('transaction_read_only')::boolean, pg_current_snapshot()::text, session_user,
  row_security_active('wordpress_publisher.ledger'),
  (SELECT count(*) FROM ledger WHERE publication_id = $1 AND fencing_token = $2),
  extract(epoch FROM clock_timestamp() - $8::timestamptz) * 1000,
  extract(epoch FROM clock_timestamp() - $9::timestamptz) * 1000,
  extract(epoch FROM clock_timestamp() - $10::timestamptz) * 1000)

-- dev.colophon.wordpresspublisher.ledger.Attempts
DELETE FROM attempt WHERE publication_id = $1 AND fencing_token <= CAST($2 AS bigint) - CAST($3 AS bigint)

-- dev.colophon.wordpresspublisher.ledger.Attempts
UPDATE attempt SET intent_at = clock_timestamp(), intent_change = $1, request_hash = $2
WHERE publication_id = $3 AND fencing_token = $4

-- dev.colophon.wordpresspublisher.ledger.Attempts
UPDATE attempt SET ended_at = clock_timestamp(), outcome = $1, problem_code = $2,
  problem_detail = $3, http_status = $4, duration_ms = $5
WHERE publication_id = $6 AND fencing_token = $7

-- dev.colophon.wordpresspublisher.ledger.DatabaseState
SELECT pg_is_in_recovery()

-- dev.colophon.wordpresspublisher.ledger.HeldCancels
INSERT INTO held_cancel (publication_id, revision, request)
SELECT publication_id, $1, $2 FROM ledger
WHERE publication_id = $3 AND keyed AND remote_id IS NULL
  AND revision < $1 AND coalesce(cancel_refused, 0) < $1
ON CONFLICT (publication_id) DO UPDATE SET revision = excluded.revision, request = excluded.request
WHERE held_cancel.revision < excluded.revision

-- dev.colophon.wordpresspublisher.ledger.HeldCancels
DELETE FROM held_cancel WHERE publication_id = $1 AND revision < $2

-- dev.colophon.wordpresspublisher.ledger.HeldCancels
DELETE FROM held_cancel WHERE publication_id = $1 RETURNING request

-- dev.colophon.wordpresspublisher.ledger.KeyedCreates
UPDATE ledger SET keyed = true
WHERE publication_id = $1 AND generation = $2 AND fencing_token = $3
  AND lease_until > clock_timestamp() AND remote_id IS NULL

-- dev.colophon.wordpresspublisher.ledger.KeyedCreates
UPDATE ledger SET keyed = false, due_at = CASE WHEN NOT given_up THEN due_at END
WHERE publication_id = $1 AND generation = $2 AND fencing_token = $3
  AND remote_id IS NULL

-- dev.colophon.wordpresspublisher.ledger.Ledger
SELECT s.site_id FROM site_state s
WHERE s.circuit = 'closed' AND (s.paced_until IS NULL OR s.paced_until <= clock_timestamp())
  AND EXISTS (SELECT FROM ledger d WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
              AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp()))
ORDER BY random() LIMIT $1 FOR NO KEY UPDATE OF s SKIP LOCKED

-- dev.colophon.wordpresspublisher.ledger.Ledger
SELECT s.site_id FROM site_state s
WHERE s.circuit <> 'closed' AND s.circuit_until <= clock_timestamp()
  AND EXISTS (SELECT FROM ledger d WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
              AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp()))
ORDER BY s.circuit_until LIMIT $1 FOR NO KEY UPDATE OF s SKIP LOCKED

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET
  lease_until = clock_timestamp() + $1 * interval '1 millisecond', claimed_by = $2,
  fencing_token = fencing_token + 1,
  attempts = attempts + CASE WHEN given_up OR settled_revision IS NOT DISTINCT FROM revision THEN 0 ELSE 1 END
WHERE publication_id = (
  SELECT d.publication_id FROM ledger d
  WHERE d.site_id = $3 AND d.due_at <= clock_timestamp()
    AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
  ORDER BY d.failures, d.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
RETURNING *, clock_timestamp() AS claimed_at

-- dev.colophon.wordpresspublisher.ledger.Ledger
WITH due AS MATERIALIZED (
  SELECT l.publication_id, s.site_id FROM site_state s CROSS JOIN LATERAL (
    SELECT d.publication_id FROM ledger d
    WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
      AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
    ORDER BY d.due_at
    LIMIT least(CASE WHEN s.max_visits_per_minute IS NOT NULL THEN greatest(1, s.max_visits_per_minute / 60) END,
      greatest(0, s.max_concurrency
      - (SELECT count(*) FROM ledger b WHERE b.site_id = s.site_id AND b.lease_until > clock_timestamp())))
    FOR UPDATE OF d SKIP LOCKED) l
  WHERE s.site_id IN ($1) LIMIT $2),
paced AS (
  UPDATE site_state s SET paced_until = clock_timestamp() + c.visits * interval '1 minute' / s.max_visits_per_minute
  FROM (SELECT site_id, count(*) AS visits FROM due GROUP BY site_id) c
  WHERE s.site_id = c.site_id AND s.max_visits_per_minute IS NOT NULL)
UPDATE ledger SET
  lease_until = clock_timestamp() + $3 * interval '1 millisecond', claimed_by = $4,
  fencing_token = fencing_token + 1,
  attempts = attempts + CASE WHEN given_up OR settled_revision IS NOT DISTINCT FROM revision THEN 0 ELSE 1 END
WHERE publication_id IN (SELECT publication_id FROM due)
RETURNING *, clock_timestamp() AS claimed_at

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET unsettled_at = lease_until, unsettled_fingerprint = $1,
  unsettled_visibility = $2, unsettled_change = $3, unsettled_after_fill = $4,
  status_sent = status_sent OR $3 IN ('PUBLISH', 'HOLD'),
  public_revision = CASE WHEN $3 = 'PUBLISH' THEN $5 ELSE public_revision END,
  held_revision = CASE WHEN $3 = 'HOLD' THEN $5 ELSE held_revision END,
  written_fields = coalesce(CAST($6 AS jsonb), written_fields)
WHERE publication_id = $7 AND generation = $8 AND fencing_token = $9
  AND lease_until > clock_timestamp()

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET remote_id = $1, remote_state = 'RESERVED'
WHERE publication_id = $2 AND generation = $3 AND fencing_token = $4
  AND remote_id IS NULL

-- dev.colophon.wordpresspublisher.ledger.Ledger
SELECT remote_id FROM ledger
WHERE publication_id = $1 AND generation = $2 AND fencing_token = $3

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET generation = generation + 1, override = false, opened_because = $1,
  opened_evidence = $2, remote_id = NULL, remote_state = NULL, status_sent = false, remote_slug = NULL, remote_link = NULL,
  content_hash = NULL, observed_revision = NULL, given_up = false, keyed = false, public_revision = NULL, held_revision = NULL, written_fields = NULL, unsettled_after_fill = false, unsettled_at = NULL, unsettled_fingerprint = NULL,
  unsettled_visibility = NULL, unsettled_change = NULL, read_back_due_at = NULL
WHERE publication_id = $3 AND generation = $4 AND fencing_token = $5 AND override
  AND remote_id = $6

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET
  read_back_due_at = clock_timestamp() + $1 * interval '1 millisecond',
  due_at = CASE WHEN revision = $2 THEN clock_timestamp() + $1 * interval '1 millisecond' ELSE due_at END,
  lease_until = NULL, claimed_by = NULL,
  unsettled_at = $3, unsettled_fingerprint = $4,
  unsettled_visibility = $5, unsettled_change = $6,
  unsettled_after_fill = $7
WHERE publication_id = $8 AND generation = $9 AND fencing_token = $10

-- dev.colophon.wordpresspublisher.ledger.Ledger
SELECT (extract(epoch FROM least(
  (SELECT min(due_at) FROM ledger l WHERE due_at IS NOT NULL AND lease_until IS NULL AND NOT EXISTS (
    SELECT FROM site_state s WHERE s.site_id = l.site_id AND s.circuit <> 'closed')),
  (SELECT min(greatest(due_at, lease_until)) FROM ledger l WHERE due_at IS NOT NULL AND lease_until IS NOT NULL
    AND NOT EXISTS (SELECT FROM site_state s WHERE s.site_id = l.site_id AND s.circuit <> 'closed')),
  (SELECT min(greatest(s.circuit_until, d.due_at)) FROM site_state s CROSS JOIN LATERAL (
    SELECT min(due_at) AS due_at FROM ledger WHERE site_id = s.site_id AND due_at IS NOT NULL) d
    WHERE s.circuit <> 'closed' AND d.due_at IS NOT NULL))
  - clock_timestamp()) * 1000)::bigint

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET
  remote_state = $1, status_sent = false, remote_slug = coalesce($2, remote_slug), remote_link = coalesce($3, remote_link),
  content_hash = coalesce($4, content_hash), written_fields = coalesce(CAST($5 AS jsonb), written_fields),
  observed_revision = CASE WHEN $6 THEN $7 ELSE observed_revision END, settled_revision = $7,
  public_revision = CASE WHEN $6 THEN $7 ELSE public_revision END, held_revision = NULL, given_up = false,
  override = override AND revision <> $7,
  read_back_due_at = clock_timestamp() + $8 * interval '1 millisecond',
  due_at = CASE WHEN revision = $7 THEN clock_timestamp() + $8 * interval '1 millisecond' ELSE due_at END,
  failures = CASE WHEN revision = $7 THEN 0 ELSE failures END,
  strikes = CASE WHEN revision = $7 THEN 0 ELSE strikes END,
  waiting_since = NULL, last_kind = $9, last_code = NULL,
  lease_until = NULL, claimed_by = NULL,
  unsettled_at = $10, unsettled_fingerprint = $11,
  unsettled_visibility = $12, unsettled_change = $13,
  unsettled_after_fill = $14
WHERE publication_id = $15 AND generation = $16 AND fencing_token = $17

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET
  due_at = CASE WHEN revision = $1 THEN clock_timestamp() + $2 * interval '1 millisecond' ELSE due_at END,
  failures = failures + CASE WHEN revision = $1 THEN $3 ELSE 0 END,
  strikes = strikes + CASE WHEN revision = $1 THEN $4 ELSE 0 END,
  waiting_since = CASE WHEN revision = $1 THEN coalesce(waiting_since, clock_timestamp()) END,
  last_kind = CASE WHEN given_up THEN last_kind ELSE $5 END, last_code = CASE WHEN given_up THEN last_code ELSE $6 END,
  lease_until = NULL, claimed_by = NULL,
  unsettled_at = $7, unsettled_fingerprint = $8,
  unsettled_visibility = $9, unsettled_change = $10,
  unsettled_after_fill = $11
WHERE publication_id = $12 AND generation = $13 AND fencing_token = $14

-- dev.colophon.wordpresspublisher.ledger.Ledger
UPDATE ledger SET
  remote_state = coalesce($1, remote_state), status_sent = status_sent AND CAST($1 AS text) IS NULL,
  remote_slug = coalesce($2, remote_slug), remote_link = coalesce($3, remote_link),
  content_hash = coalesce($4, content_hash),
  observed_revision = coalesce($5, observed_revision), settled_revision = coalesce($5, settled_revision),
  public_revision = coalesce($5, public_revision),
  held_revision = CASE WHEN CAST($1 AS text) IS NULL THEN held_revision END,
  given_up = (revision = $6 AND coalesce($5, settled_revision) IS DISTINCT FROM revision),
  due_at = CASE WHEN revision <> $6 THEN due_at
    WHEN remote_id IS NOT NULL OR keyed THEN clock_timestamp() + $7 * interval '1 millisecond' END,
  failures = failures + CASE WHEN revision = $6 THEN 1 ELSE 0 END, waiting_since = NULL,
  last_kind = coalesce($8, last_kind), last_code = coalesce($9, last_code),
  lease_until = NULL, claimed_by = NULL,
  unsettled_at = $10, unsettled_fingerprint = $11,
  unsettled_visibility = $12, unsettled_change = $13,
  unsettled_after_fill = $14
WHERE publication_id = $15 AND generation = $16 AND fencing_token = $17

-- dev.colophon.wordpresspublisher.ledger.Requests
INSERT INTO site_state (site_id) VALUES ($1) ON CONFLICT DO NOTHING

-- dev.colophon.wordpresspublisher.ledger.Requests
INSERT INTO ledger (publication_id, site_id, placement, generation, revision, job_id, request_id, content,
  fingerprint, visibility, publish_at, requested_at, variant_stored_at, traceparent, override, cancelled,
  settled_revision, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
  $9, $10, $11, $12, $13, $14, $15, $16,
  CASE WHEN $16 THEN CAST($5 AS bigint) END,
  CASE WHEN NOT $16 THEN greatest(clock_timestamp(), $11::timestamptz) END)
ON CONFLICT (publication_id) DO UPDATE SET
  site_id = excluded.site_id, placement = excluded.placement,
  generation = greatest(ledger.generation, excluded.generation), revision = excluded.revision,
  job_id = excluded.job_id, request_id = excluded.request_id, content = excluded.content,
  fingerprint = excluded.fingerprint, visibility = excluded.visibility, publish_at = excluded.publish_at,
  requested_at = excluded.requested_at, variant_stored_at = excluded.variant_stored_at,
  traceparent = excluded.traceparent, inbox_at = excluded.inbox_at, due_at = excluded.due_at,
  attempts = 0, failures = 0, strikes = 0, waiting_since = NULL, last_kind = NULL, last_code = NULL,
  last_announced_at = NULL, cancelled = excluded.cancelled, given_up = false,
  override = excluded.override OR (ledger.override AND $17)
WHERE ledger.revision < excluded.revision AND coalesce(ledger.cancel_refused, 0) < excluded.revision
RETURNING generation, due_at > clock_timestamp() AS scheduled

-- dev.colophon.wordpresspublisher.ledger.Requests
INSERT INTO ledger (publication_id, site_id, placement, generation, revision, job_id, request_id, content,
  fingerprint, visibility, publish_at, requested_at, variant_stored_at, traceparent, override, cancelled,
  settled_revision, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
  $9, $10, $11, $12, $13, $14, $15, $16,
  CASE WHEN $16 THEN CAST($5 AS bigint) END,
  CASE WHEN NOT $16 THEN greatest(clock_timestamp(), $11::timestamptz) END)
ON CONFLICT (publication_id) DO UPDATE SET
  site_id = excluded.site_id, placement = excluded.placement,
  generation = greatest(ledger.generation, excluded.generation), revision = excluded.revision,
  job_id = excluded.job_id, request_id = excluded.request_id, content = excluded.content,
  fingerprint = excluded.fingerprint, visibility = excluded.visibility, publish_at = excluded.publish_at,
  requested_at = excluded.requested_at, variant_stored_at = excluded.variant_stored_at,
  traceparent = excluded.traceparent, inbox_at = excluded.inbox_at, due_at = excluded.due_at,
  attempts = 0, failures = 0, strikes = 0, waiting_since = NULL, last_kind = NULL, last_code = NULL,
  last_announced_at = NULL, cancelled = excluded.cancelled, given_up = false,
  override = false, settled_revision = excluded.settled_revision, read_back_due_at = NULL,
  lease_until = NULL, claimed_by = NULL, fencing_token = ledger.fencing_token + 1
WHERE ledger.revision < excluded.revision AND coalesce(ledger.cancel_refused, 0) < excluded.revision
  AND ledger.remote_id IS NULL AND NOT ledger.keyed
RETURNING generation

-- dev.colophon.wordpresspublisher.ledger.Requests
UPDATE ledger SET cancel_refused = $1
WHERE publication_id = $2 AND revision < $1 AND coalesce(cancel_refused, 0) < $1
  AND remote_id IS NOT NULL
RETURNING generation, remote_id, remote_state, remote_slug, remote_link, content_hash

-- dev.colophon.wordpresspublisher.ledger.WaitingEntries
UPDATE ledger e SET waiting_since = coalesce(e.waiting_since, clock_timestamp()),
  last_kind = CASE WHEN e.unsettled_at IS NULL THEN 'deferred' ELSE 'unconfirmed' END, last_code = 'CIRCUIT_OPEN'
FROM (SELECT l.publication_id, s.circuit_code, s.circuit_detail, s.circuit_status,
    greatest(0, extract(epoch FROM s.circuit_until - clock_timestamp()) * 1000)::bigint AS until_probe
  FROM site_state s CROSS JOIN LATERAL (
    SELECT d.publication_id FROM ledger d
    WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
      AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
      AND d.settled_revision IS DISTINCT FROM d.revision AND NOT d.given_up
      AND (d.last_announced_at IS NULL
           OR d.last_announced_at < clock_timestamp() - $1 * interval '1 millisecond')
    ORDER BY d.due_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED) l
  WHERE s.circuit <> 'closed' LIMIT $2) w
WHERE w.publication_id = e.publication_id
RETURNING e.*, w.*

-- dev.colophon.wordpresspublisher.ledger.WaitingEntries
UPDATE ledger e SET given_up = true, waiting_since = NULL, last_kind = 'parked', last_code = 'WAITED_TOO_LONG',
  due_at = CASE WHEN e.remote_id IS NOT NULL OR e.keyed THEN clock_timestamp() + $1 * interval '1 millisecond' END
FROM (SELECT l.publication_id, s.circuit_code, s.circuit_detail, s.circuit_status,
    greatest(0, extract(epoch FROM s.circuit_until - clock_timestamp()) * 1000)::bigint AS until_probe
  FROM site_state s CROSS JOIN LATERAL (
    SELECT d.publication_id FROM ledger d
    WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
      AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
      AND d.settled_revision IS DISTINCT FROM d.revision AND NOT d.given_up
      AND (d.waiting_since < clock_timestamp() - $2 * interval '1 millisecond')
    ORDER BY d.due_at LIMIT $3 FOR UPDATE OF d SKIP LOCKED) l
  WHERE s.circuit <> 'closed' LIMIT $3) w
WHERE w.publication_id = e.publication_id
RETURNING e.*, w.*

-- dev.colophon.wordpresspublisher.ledger.WorkFigures
SELECT count(*) FILTER (WHERE late) AS due, min(free_at) FILTER (WHERE late) AS oldest,
       count(*) FILTER (WHERE failures > 1 AND NOT given_up) AS repeated,
       count(*) FILTER (WHERE unsettled_at IS NOT NULL) AS unconfirmed,
       (SELECT count(*) FROM ledger WHERE given_up AND last_kind = 'parked') AS parked
FROM (SELECT l.failures, l.given_up, l.unsettled_at, greatest(l.due_at, l.lease_until) AS free_at,
             greatest(l.due_at, l.lease_until) <= clock_timestamp()
               AND s.suspended_since IS NULL AND s.circuit = 'closed'
               AND (s.paced_until IS NULL OR s.paced_until < clock_timestamp() - interval '1 minute') AS late
      FROM ledger l JOIN site_state s ON s.site_id = l.site_id WHERE l.due_at IS NOT NULL) open

-- dev.colophon.wordpresspublisher.operations.OperationsUses
INSERT INTO operations_use (id, operator, method, path) VALUES ($1, $2, $3, left($4, 500))

-- dev.colophon.wordpresspublisher.operations.OperationsUses
SELECT forget_old_uses()

-- dev.colophon.wordpresspublisher.operations.OperationsUses
UPDATE operations_use SET status = $1 WHERE id = $2

-- dev.colophon.wordpresspublisher.operations.ReconciliationReports
SELECT id, site_id, operator, scheduled, dry_run, overwrite_edits, sweep, from_receipts, resumed_from, state,
  problem_code, problem_detail, requests, entries, in_order, posts, started_at, ended_at FROM reconcile_run
WHERE site_id = $1 AND id = $2

-- dev.colophon.wordpresspublisher.operations.ReconciliationReports
SELECT id, site_id, operator, scheduled, dry_run, overwrite_edits, sweep, from_receipts, resumed_from, state,
  problem_code, problem_detail, requests, entries, in_order, posts, started_at, ended_at FROM reconcile_run
WHERE site_id = $1 ORDER BY started_at DESC LIMIT 50

-- dev.colophon.wordpresspublisher.operations.ReconciliationReports
SELECT kind, evidence, action, result, count(*) AS count FROM reconcile_finding WHERE run_id = $1
GROUP BY kind, evidence, action, result ORDER BY kind, evidence, action, result

-- dev.colophon.wordpresspublisher.operations.ReconciliationReports
SELECT count(*) FROM reconcile_finding f JOIN ledger l ON l.publication_id = f.publication_id
WHERE f.run_id = $1 AND f.result = 'done' AND f.action IN ('look_again', 'adopt')
  AND (l.fencing_token = f.fencing_token OR l.lease_until > clock_timestamp())

-- dev.colophon.wordpresspublisher.operations.ReconciliationReports
SELECT f.number, f.kind, f.evidence, f.publication_id, f.generation, f.post_id, f.on_record, f.seen, f.conclusion,
  f.action, f.result, f.found_at,
  CASE WHEN l.publication_id IS NOT NULL THEN coalesce(l.remote_state, 'NONE')
    || CASE WHEN l.settled_revision = l.revision THEN ''
            WHEN l.given_up OR l.due_at IS NULL THEN ', ' || coalesce(l.last_kind || ' ' || l.last_code, 'waits')
            ELSE ', due' END END AS now,
  f.result = 'done' AND f.action IN ('look_again', 'adopt')
    AND (l.fencing_token = f.fencing_token OR l.lease_until > clock_timestamp()) AS visit_pending
FROM reconcile_finding f LEFT JOIN ledger l ON l.publication_id = f.publication_id
WHERE f.run_id = $1 AND f.number > $2 ORDER BY f.number LIMIT $3

-- dev.colophon.wordpresspublisher.operations.SiteHealth
SELECT s.suspended_since, s.suspension_code, s.circuit, s.circuit_code, s.circuit_until,
  good.ended_at AS last_success, bad.ended_at AS last_failure, bad.problem_code AS last_failure_code,
  bad.problem_detail AS last_failure_detail
FROM site_state s
LEFT JOIN LATERAL (
  SELECT a.ended_at FROM ledger l JOIN attempt a ON a.publication_id = l.publication_id
  WHERE l.site_id = s.site_id AND a.ended_at IS NOT NULL AND a.problem_code IS NULL
  ORDER BY a.ended_at DESC LIMIT 1) good ON true
LEFT JOIN LATERAL (
  SELECT a.ended_at, a.problem_code, a.problem_detail
  FROM ledger l JOIN attempt a ON a.publication_id = l.publication_id
  WHERE l.site_id = s.site_id AND a.ended_at IS NOT NULL AND a.problem_code IS NOT NULL
  ORDER BY a.ended_at DESC LIMIT 1) bad ON true
WHERE s.site_id = $1

-- dev.colophon.wordpresspublisher.operations.SiteOverview
SELECT s.site_id, v.site_key, v.base_url, coalesce(v.state, 'unknown') AS state, s.suspended_since,
  s.suspension_code, s.suspension_detail, s.circuit, s.circuit_code, s.circuit_until, l.*, r.last_walk
FROM site_state s
LEFT JOIN publish_api.site_access_v1 v ON v.site_id = s.site_id
CROSS JOIN LATERAL (
  SELECT count(*) AS entries,
    count(*) FILTER (WHERE remote_state = 'PUBLIC') AS public,
    count(*) FILTER (WHERE remote_state = 'HELD') AS held,
    count(*) FILTER (WHERE remote_state = 'REMOVED') AS removed,
    count(*) FILTER (WHERE remote_state = 'RESERVED') AS reserved,
    count(*) FILTER (WHERE due_at <= clock_timestamp() AND NOT given_up) AS due,
    count(*) FILTER (WHERE due_at > clock_timestamp() AND NOT given_up) AS later,
    count(*) FILTER (WHERE given_up) AS given_up
  FROM ledger WHERE ledger.site_id = s.site_id) l
CROSS JOIN LATERAL (SELECT max(started_at) AS last_walk FROM reconcile_run
                    WHERE reconcile_run.site_id = s.site_id AND state = 'completed') r
WHERE CAST($1 AS uuid) IS NULL OR s.site_id > CAST($1 AS uuid)
ORDER BY s.site_id LIMIT $2

-- dev.colophon.wordpresspublisher.receipt.ReceiptOutbox
INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
VALUES ($1, 'publishing.receipts.v1', $2, $3, '/colophon/wordpress-publisher', $4, $5,
  $6, $7)

-- dev.colophon.wordpresspublisher.receipt.ReceiptOutbox
UPDATE ledger SET receipt_sequence = receipt_sequence + 1,
  last_receipt_at = CASE WHEN $1 THEN last_receipt_at ELSE clock_timestamp() END,
  last_announced_at = CASE WHEN $1 THEN last_announced_at
    ELSE clock_timestamp() + $2 * interval '1 millisecond' END,
  last_code = CASE WHEN $3 THEN NULL ELSE last_code END
WHERE publication_id = $4
RETURNING receipt_sequence, clock_timestamp() AS now, pg_is_in_recovery() AS in_recovery,
  current_setting('transaction_isolation') AS isolation, pg_current_xact_id()::text AS transaction_id

-- dev.colophon.wordpresspublisher.reconcile.Findings
INSERT INTO reconcile_finding (run_id, number, dry_run, kind, evidence, publication_id, generation, post_id,
  on_record, seen, conclusion, action, result, fencing_token)
SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7,
  $8, $9, $10, $11, $12, $13
FROM reconcile_finding WHERE run_id = $1
RETURNING number

-- dev.colophon.wordpresspublisher.reconcile.Findings
UPDATE reconcile_finding SET result = $1 WHERE run_id = $2 AND number = $3

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
SELECT publication_id, generation, site_id, placement, revision, visibility,
  settled_revision IS NOT DISTINCT FROM revision AS settled, cancelled, override,
  remote_id, remote_state, remote_slug, content_hash,
  due_at IS NOT NULL OR coalesce(lease_until > clock_timestamp(), false) AS waiting,
  fencing_token, receipt_sequence, last_kind, last_code,
  extract(epoch FROM clock_timestamp() - greatest(inbox_at, publish_at)) * 1000 AS wanted_for_ms
FROM ledger
WHERE site_id = $1 AND publication_id > $2 ORDER BY publication_id LIMIT $3

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
SELECT publication_id, generation, site_id, placement, revision, visibility,
  settled_revision IS NOT DISTINCT FROM revision AS settled, cancelled, override,
  remote_id, remote_state, remote_slug, content_hash,
  due_at IS NOT NULL OR coalesce(lease_until > clock_timestamp(), false) AS waiting,
  fencing_token, receipt_sequence, last_kind, last_code,
  extract(epoch FROM clock_timestamp() - greatest(inbox_at, publish_at)) * 1000 AS wanted_for_ms
FROM ledger
WHERE publication_id IN ($1)

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
SELECT publication_id, generation, remote_id FROM closed_generation
WHERE publication_id IN ($1) AND remote_id IS NOT NULL

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
UPDATE ledger SET due_at = clock_timestamp(), given_up = false
WHERE publication_id = $1 AND generation = $2 AND revision = $3
  AND fencing_token = $4 AND (lease_until IS NULL OR lease_until <= clock_timestamp())
AND due_at IS NULL

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
UPDATE ledger SET remote_id = $1, remote_state = 'RESERVED', due_at = coalesce(due_at, clock_timestamp()), given_up = false
WHERE publication_id = $2 AND generation = $3 AND revision = $4
  AND fencing_token = $5 AND (lease_until IS NULL OR lease_until <= clock_timestamp())
AND remote_id IS NULL

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
UPDATE ledger SET remote_id = $1, remote_state = $2, remote_slug = $3, remote_link = $4,
  content_hash = $5, observed_revision = $6, public_revision = $6, given_up = false,
  settled_revision = coalesce($7, settled_revision), override = override AND $7 IS DISTINCT FROM revision,
  due_at = CASE WHEN $7 = revision THEN NULL ELSE coalesce(due_at, clock_timestamp()) END,
  receipt_sequence = greatest(receipt_sequence, $8)
WHERE publication_id = $9 AND generation = $10 AND revision = $11
  AND fencing_token = $12 AND (lease_until IS NULL OR lease_until <= clock_timestamp())
AND remote_id IS NULL

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
UPDATE ledger SET receipt_sequence = greatest(receipt_sequence, $1)
WHERE publication_id = $2 AND generation = $3 AND revision = $4
  AND fencing_token = $5 AND (lease_until IS NULL OR lease_until <= clock_timestamp())

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
UPDATE ledger SET fencing_token = fencing_token + 1, last_kind = 'parked', last_code = $1,
  given_up = settled_revision IS DISTINCT FROM revision,
  due_at = CASE WHEN given_up OR unsettled_at IS NOT NULL OR settled_revision IS NOT DISTINCT FROM revision THEN due_at END
WHERE publication_id = $2 AND generation = $3 AND revision = $4
  AND fencing_token = $5 AND (lease_until IS NULL OR lease_until <= clock_timestamp())

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
SELECT publication_id FROM ledger
WHERE publication_id = $1 AND generation = $2 AND revision = $3
  AND fencing_token = $4 AND (lease_until IS NULL OR lease_until <= clock_timestamp())
FOR UPDATE

-- dev.colophon.wordpresspublisher.reconcile.LedgerRecords
SELECT job_id, attempts, inbox_at, traceparent FROM ledger WHERE publication_id = $1

-- dev.colophon.wordpresspublisher.reconcile.ReceiptPosts
SELECT publication_id, generation, remote_id, url, slug, content_hash, revision, last_kind, last_sequence,
  valid_sequence
FROM status_projector.publication_posts_v1 WHERE publication_id IN ($1)

-- dev.colophon.wordpresspublisher.reconcile.ReconcileFigures
SELECT extract(epoch FROM clock_timestamp() - min(coalesce(last.at, first.at))) FROM site_state s
CROSS JOIN LATERAL (SELECT max(started_at) AS at FROM reconcile_run r
                    WHERE r.site_id = s.site_id AND r.state = 'completed') last
CROSS JOIN LATERAL (SELECT min(inbox_at) AS at FROM ledger l
                    WHERE last.at IS NULL AND l.site_id = s.site_id) first
WHERE s.suspended_since IS NULL

-- dev.colophon.wordpresspublisher.reconcile.ReconcileFigures
SELECT f.kind, count(*) AS count FROM (
  SELECT DISTINCT ON (site_id) id FROM reconcile_run WHERE state = 'completed' ORDER BY site_id, started_at DESC) r
JOIN reconcile_finding f ON f.run_id = r.id GROUP BY f.kind

-- dev.colophon.wordpresspublisher.reconcile.Runs
UPDATE reconcile_run SET state = 'abandoned', ended_at = clock_timestamp(), alive_until = NULL
WHERE site_id = $1 AND state = 'running' AND alive_until < clock_timestamp()

-- dev.colophon.wordpresspublisher.reconcile.Runs
INSERT INTO reconcile_run (id, site_id, operator, scheduled, dry_run, overwrite_edits, sweep, from_receipts,
  resumed_from, state, place, alive_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
  'running', $10, clock_timestamp() + $11 * interval '1 millisecond')
ON CONFLICT DO NOTHING

-- dev.colophon.wordpresspublisher.reconcile.Runs
UPDATE reconcile_run SET place = $1, alive_until = clock_timestamp() + $2 * interval '1 millisecond',
  requests = $3, entries = $4, in_order = $5, posts = $6
WHERE id = $7 AND state = 'running'

-- dev.colophon.wordpresspublisher.reconcile.Runs
UPDATE reconcile_run SET state = $1, ended_at = clock_timestamp(), alive_until = NULL,
  problem_code = $2, problem_detail = $3
WHERE id = $4 AND state = 'running'

-- dev.colophon.wordpresspublisher.reconcile.Runs
SELECT s.site_id FROM site_state s
LEFT JOIN LATERAL (SELECT max(started_at) AS at FROM reconcile_run r
                   WHERE r.site_id = s.site_id AND r.scheduled) last ON true
WHERE s.suspended_since IS NULL AND s.circuit = 'closed'
  AND NOT EXISTS (SELECT FROM reconcile_run r WHERE r.site_id = s.site_id AND r.state = 'running'
                  AND r.alive_until > clock_timestamp())
  AND EXISTS (SELECT FROM ledger l WHERE l.site_id = s.site_id)
  AND coalesce(last.at, 'epoch') < clock_timestamp() - $1 * interval '1 millisecond'
ORDER BY last.at NULLS FIRST, s.site_id LIMIT $2

-- dev.colophon.wordpresspublisher.reconcile.Runs
DELETE FROM reconcile_run WHERE id IN (
  SELECT r.id FROM reconcile_run r WHERE r.site_id = $1 AND r.state <> 'running'
    AND (r.started_at < clock_timestamp() - $2 * interval '1 millisecond'
         OR (r.scheduled AND r.started_at < clock_timestamp() - $3 * interval '1 millisecond'
             AND NOT EXISTS (SELECT FROM reconcile_finding f WHERE f.run_id = r.id)))
  ORDER BY r.started_at LIMIT 1000)

-- dev.colophon.wordpresspublisher.reconcile.Runs
SELECT id, place FROM (
  SELECT id, place, state FROM reconcile_run
  WHERE site_id = $1 AND scheduled = $2 AND (dry_run, overwrite_edits, sweep, from_receipts)
    = ($3, $4, $5, $6)
  ORDER BY started_at DESC LIMIT 1) last
WHERE state IN ('paused', 'abandoned')

-- dev.colophon.wordpresspublisher.site.SiteAccess
SELECT v.site_key, v.platform, v.base_url, v.state, v.credentials_sealed, v.max_concurrency,
  (to_jsonb(v) ->> 'max_visits_per_minute')::integer AS max_visits_per_minute,
  to_jsonb(v) ->> 'edit_policy' AS edit_policy
FROM publish_api.site_access_v1 v WHERE v.site_id = $1

-- dev.colophon.wordpresspublisher.site.SiteCircuits
SELECT circuit, circuit_failures, circuit_last_failed, circuit_since, circuit_until, circuit_openings,
  circuit_probe, circuit_code, circuit_detail, circuit_status, clock_timestamp() AS now
FROM site_state WHERE site_id = $1

-- dev.colophon.wordpresspublisher.site.SiteCircuits
SELECT circuit, circuit_failures, circuit_last_failed, circuit_since, circuit_until, circuit_openings,
  circuit_probe, circuit_code, circuit_detail, circuit_status, clock_timestamp() AS now
FROM site_state WHERE site_id = $1
 FOR NO KEY UPDATE

-- dev.colophon.wordpresspublisher.site.SiteCircuits
SELECT count(*) FROM site_state WHERE circuit <> 'closed'

-- dev.colophon.wordpresspublisher.site.SiteCircuits
UPDATE site_state SET circuit = $1, circuit_failures = $2, circuit_last_failed = $3,
  circuit_since = $4, circuit_until = $5, circuit_openings = $6, circuit_probe = $7,
  circuit_code = $8, circuit_detail = $9, circuit_status = $10
WHERE site_id = $11

-- dev.colophon.wordpresspublisher.site.SiteCredentials
SELECT v.credentials_set_at, v.sealed_with, s.suspended_since, s.suspension_code
FROM publish_api.site_credentials_v1 v LEFT JOIN site_state s ON s.site_id = v.site_id
WHERE v.site_id = $1 OR (CAST($1 AS uuid) IS NULL AND v.state = 'active')
ORDER BY v.credentials_set_at LIMIT $2

-- dev.colophon.wordpresspublisher.site.SiteMedia
SELECT m.attachment_id, m.alt, m.caption, m.source_url
FROM variant_media v JOIN site_media m USING (site_id, sha256)
WHERE v.site_id = $1 AND v.variant_id = $2 AND v.url = $3 AND m.attachment_id IS NOT NULL

-- dev.colophon.wordpresspublisher.site.SiteMedia
SELECT attachment_id, alt, caption, source_url FROM site_media
WHERE site_id = $1 AND sha256 = $2 AND attachment_id IS NOT NULL

-- dev.colophon.wordpresspublisher.site.SiteMedia
INSERT INTO site_media AS m (site_id, sha256, uploading_until)
VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
ON CONFLICT (site_id, sha256) DO UPDATE SET uploading_until = excluded.uploading_until
  WHERE m.attachment_id IS NULL AND m.uploading_until <= clock_timestamp()
RETURNING uploading_until

-- dev.colophon.wordpresspublisher.site.SiteMedia
UPDATE site_media SET attachment_id = $1, alt = $2, caption = $3, source_url = $4, uploading_until = NULL,
  noted_at = clock_timestamp()
WHERE site_id = $5 AND sha256 = $6 AND attachment_id IS NULL

-- dev.colophon.wordpresspublisher.site.SiteMedia
DELETE FROM site_media
WHERE site_id = $1 AND sha256 = $2 AND attachment_id IS NULL AND uploading_until = $3

-- dev.colophon.wordpresspublisher.site.SiteMedia
INSERT INTO variant_media (site_id, variant_id, url, sha256)
SELECT $1, $2, $3, sha256 FROM site_media WHERE site_id = $1 AND sha256 = $4
ON CONFLICT DO NOTHING

-- dev.colophon.wordpresspublisher.site.SiteMedia
UPDATE site_media SET source_url = $1 WHERE site_id = $2 AND attachment_id = $3 AND source_url IS NULL

-- dev.colophon.wordpresspublisher.site.SiteMedia
DELETE FROM site_media WHERE site_id = $1 AND attachment_id = $2

-- dev.colophon.wordpresspublisher.site.SiteStates
SELECT suspension_code, suspension_detail, suspension_status FROM site_state
WHERE site_id = $1 AND suspended_since IS NOT NULL

-- dev.colophon.wordpresspublisher.site.SiteStates
UPDATE site_state SET suspended_since = coalesce(suspended_since, clock_timestamp()),
  suspension_code = $1, suspension_detail = $2, suspension_status = $3,
  next_probe_at = coalesce(next_probe_at, clock_timestamp() + $4 * interval '1 millisecond')
WHERE site_id = $5

-- dev.colophon.wordpresspublisher.site.SiteStates
UPDATE site_state SET next_probe_at = clock_timestamp() + $1 * interval '1 millisecond'
WHERE site_id IN (SELECT site_id FROM site_state WHERE next_probe_at <= clock_timestamp()
                  ORDER BY next_probe_at LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING site_id

-- dev.colophon.wordpresspublisher.site.SiteStates
UPDATE site_state SET suspended_since = NULL, suspension_code = NULL, suspension_detail = NULL,
  suspension_status = NULL, next_probe_at = NULL
WHERE site_id = $1 AND suspended_since IS NOT NULL

-- dev.colophon.wordpresspublisher.site.SiteStates
UPDATE ledger SET due_at = clock_timestamp()
WHERE site_id = $1 AND due_at > clock_timestamp() AND last_code IN ($2)

-- dev.colophon.wordpresspublisher.site.SiteStates
UPDATE site_state SET max_concurrency = $1, max_visits_per_minute = $2,
  paced_until = CASE WHEN CAST($2 AS integer) IS NOT NULL
    THEN greatest(paced_until, clock_timestamp() + interval '1 minute' / CAST($2 AS integer)) END
WHERE site_id = $3 AND (max_concurrency, max_visits_per_minute) IS DISTINCT FROM ($1, CAST($2 AS integer))

-- dev.colophon.wordpresspublisher.site.SiteStates
SELECT count(*) FROM site_state WHERE suspended_since IS NOT NULL

-- dev.colophon.wordpresspublisher.site.SiteTerms
SELECT term_id FROM site_term
WHERE site_id = $1 AND taxonomy = $2 AND parent_id = $3 AND name = $4 AND term_id IS NOT NULL

-- dev.colophon.wordpresspublisher.site.SiteTerms
INSERT INTO site_term AS t (site_id, taxonomy, parent_id, name, making_until)
VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond')
ON CONFLICT (site_id, taxonomy, parent_id, name) DO UPDATE SET making_until = excluded.making_until
  WHERE t.term_id IS NULL AND t.making_until <= clock_timestamp()
RETURNING making_until

-- dev.colophon.wordpresspublisher.site.SiteTerms
UPDATE site_term SET term_id = $1, making_until = NULL, noted_at = clock_timestamp()
WHERE site_id = $2 AND taxonomy = $3 AND parent_id = $4 AND name = $5 AND term_id IS NULL

-- dev.colophon.wordpresspublisher.site.SiteTerms
DELETE FROM site_term
WHERE site_id = $1 AND taxonomy = $2 AND parent_id = $3 AND name = $4 AND term_id IS NULL AND making_until = $5

-- dev.colophon.wordpresspublisher.site.SiteTerms
DELETE FROM site_term WHERE site_id = $1 AND (term_id IN ($2) OR parent_id IN ($2))

-- dev.colophon.wordpresspublisher.site.SiteTerms
DELETE FROM site_term WHERE site_id = $1 AND term_id IS NOT NULL
