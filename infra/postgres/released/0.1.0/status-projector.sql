-- dev.colophon.statusprojector.check.CheckRuns
INSERT INTO check_run (id, operator, started_at, finished_at, snapshot, problem)
VALUES ($1, $2, $3, $4, $5, $6)

-- dev.colophon.statusprojector.check.CheckRuns
INSERT INTO check_result (run_id, check_id, state, violations, duration_ms, problem)
VALUES ($1, $2, $3, $4, $5, $6)

-- dev.colophon.statusprojector.check.CheckRuns
INSERT INTO check_finding (run_id, check_id, number, publication_id, site_id, what, since)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- dev.colophon.statusprojector.check.CheckRuns
SELECT * FROM integrity_check ORDER BY id FOR UPDATE

-- dev.colophon.statusprojector.check.CheckRuns
SELECT * FROM integrity_check WHERE NOT retired ORDER BY id

-- dev.colophon.statusprojector.check.CheckRuns
INSERT INTO integrity_check (id, severity, state, state_since, violations, problem, last_run_id,
  last_started_at, last_completed_at, first_seen_at, sequence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
  $11)
ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, retired = false, state = excluded.state,
  state_since = excluded.state_since, violations = excluded.violations, problem = excluded.problem,
  last_run_id = excluded.last_run_id, last_started_at = excluded.last_started_at,
  last_completed_at = excluded.last_completed_at, sequence = excluded.sequence

-- dev.colophon.statusprojector.check.CheckRuns
UPDATE integrity_check SET retired = id <> ALL ($1) WHERE retired <> (id <> ALL ($1))

-- dev.colophon.statusprojector.check.CheckRuns
SELECT f.* FROM integrity_check c JOIN check_finding f ON f.run_id = c.last_run_id AND f.check_id = c.id
WHERE c.id = $1 ORDER BY f.number

-- dev.colophon.statusprojector.check.CheckRuns
DELETE FROM check_run WHERE id IN (
  SELECT r.id FROM check_run r
  WHERE r.started_at < $1 AND NOT EXISTS (SELECT FROM integrity_check c WHERE c.last_run_id = r.id)
  ORDER BY r.started_at LIMIT 500)

-- dev.colophon.statusprojector.check.DueWork
INSERT INTO due_work (name, due_at) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE due_work.due_at <= $3

-- dev.colophon.statusprojector.check.Snapshot
SELECT pg_is_in_recovery() AS recovery, pg_current_snapshot()::text AS snapshot,
  set_config('statement_timeout', $1, true)

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: accepted-but-never-relayed   severity: page   warn_if: > 0   error_if: > 0   grace: 5 min
-- owner: publishing   runbook: docs/operations/checks/accepted-but-never-relayed.md
-- repair: resend-outbox   incident: 0, check 6
--
-- Every accepted job has its event in the log, and the newest that wants something is in the ledger.
SELECT j.publication_id, j.site_id,
       format('revision %s (%s) was accepted, it is %s the log and %s the ledger', j.revision, j.action,
              CASE WHEN e.known THEN 'in' ELSE 'not in' END,
              CASE WHEN l.revision >= j.revision THEN 'in' ELSE 'not in' END) AS what,
       j.requested_at AS since
FROM publish_api.job_state_v1 j
LEFT JOIN LATERAL (
  SELECT true AS known FROM publication_event e
  WHERE e.publication_id = j.publication_id AND e.source = 'request' AND e.revision = j.revision LIMIT 1
) e ON true
LEFT JOIN wordpress_publisher.ledger_state_v1 l ON l.publication_id = j.publication_id
WHERE e.known IS NULL
   OR (NOT j.superseded AND j.action <> 'cancel' AND coalesce(l.revision, 0) < j.revision)

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: check-did-not-run   severity: page   warn_if: > 0   error_if: > 0   grace: 15 min
-- owner: publishing   runbook: docs/operations/checks/check-did-not-run.md
-- repair: none   incident: 0
--
-- A check that did not run counts as failed. This one sees the runs before its own.
SELECT CAST(NULL AS uuid) AS publication_id, CAST(NULL AS uuid) AS site_id,
       format('%s has not run to its end since %s%s', id, coalesce(last_completed_at::text, 'ever'), ': ' || problem) AS what,
       coalesce(last_completed_at, first_seen_at) AS since
FROM integrity_check
WHERE NOT retired

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: event-not-announced   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/event-not-announced.md
-- repair: rebuild-publications   incident: 0, check 6
--
-- A status that the world was never told of. No row leaves the outbox before its week is over: where one of the last six days
-- is left, the one that came after it is too.
SELECT s.publication_id, s.site_id,
       CASE WHEN t.event_sequence = 0 THEN format('the status %s was never announced', s.status)
            ELSE format('event %s is not in the outbox, though older ones are', t.event_sequence) END AS what,
       s.updated_at AS since
FROM publication_status s LEFT JOIN publication_stream t USING (publication_id)
WHERE coalesce(t.event_sequence, 0) = 0
   OR (EXISTS (SELECT FROM outbox o WHERE o.topic = 'publishing.events.v1' AND o.message_key = s.publication_id::text
                 AND o.created_at > now() - interval '6 days')
       AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'publishing.events.v1'
                       AND o.message_key = s.publication_id::text AND o.sequence = t.event_sequence))

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: event-not-seen-in-kafka   severity: page   warn_if: > 0   error_if: > 0   grace: 5 min
-- owner: publishing   runbook: docs/operations/checks/event-not-seen-in-kafka.md
-- repair: resend-outbox   incident: 0, check 6
--
-- A public message that was committed, and that the relay has not read back from Kafka.
SELECT CASE WHEN pg_input_is_valid(o.message_key, 'uuid') THEN o.message_key::uuid END AS publication_id,
       CAST(NULL AS uuid) AS site_id, format('number %s of %s for %s', o.sequence, o.topic, o.message_key) AS what,
       o.created_at AS since
FROM outbox o
WHERE NOT EXISTS (SELECT FROM outbox_relay.observed_v1 k WHERE k.event_id = o.id)

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: illegal-combination   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/illegal-combination.md
-- repair: reconcile-site   incident: 0
--
-- What the ledger observed and what the status says, in one generation: every pair that is not listed is illegal. A newer
-- revision of a publication with a reserved or held draft begins anew, hence accepted and scheduled beside those.
WITH legal (remote_state, statuses) AS (VALUES
  ('none',     ARRAY['accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed', 'cancelled']),
  ('RESERVED', ARRAY['accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed']),
  ('PUBLIC',   ARRAY['published']),
  ('HELD',     ARRAY['unpublished', 'accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed']),
  ('REMOVED',  ARRAY['removed']))
SELECT l.publication_id, l.site_id,
       format('%s in the ledger, %s in the status', coalesce(l.remote_state, 'no post'), s.status) AS what,
       greatest(s.status_since, coalesce(l.last_receipt_at, l.inbox_at)) AS since
FROM wordpress_publisher.ledger_state_v1 l
JOIN publication_status s ON s.publication_id = l.publication_id AND s.generation = l.generation
LEFT JOIN legal ON legal.remote_state = coalesce(l.remote_state, 'none')
WHERE NOT coalesce(s.status = ANY (legal.statuses), false)

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: one-post-of-several-publications   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/one-post-of-several-publications.md
-- repair: reconcile-site   incident: 0, check 5
--
-- One post at a site that two publications call theirs: each will overwrite the other.
SELECT s.publication_id, s.site_id, format('post %s is claimed by %s publications', s.external_id, o.claims) AS what,
       s.status_since AS since
FROM publication_status s
JOIN (
  SELECT site_id, external_id, count(*) AS claims FROM publication_status
  WHERE external_id IS NOT NULL AND status IN ('published', 'unpublished') GROUP BY site_id, external_id HAVING count(*) > 1
) o ON o.site_id = s.site_id AND o.external_id = s.external_id
WHERE s.status IN ('published', 'unpublished')

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: post-id-without-published-status   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/post-id-without-published-status.md
-- repair: reconcile-site   incident: 0, check 1
--
-- A post that is public on record, beside a status that does not say so: the lie of the fifty-five orphans.
SELECT s.publication_id, s.site_id,
       format('post %s stands beside the status %s', s.external_id, s.status) AS what, s.status_since AS since
FROM publication_status s
WHERE s.external_id IS NOT NULL AND s.status NOT IN ('published', 'unpublished', 'removed')
UNION ALL
SELECT l.publication_id, l.site_id,
       format('the ledger holds post %s as public, the status is %s', l.remote_id, coalesce(s.status, 'missing')),
       l.last_receipt_at
FROM wordpress_publisher.ledger_state_v1 l LEFT JOIN publication_status s USING (publication_id)
WHERE l.remote_state = 'PUBLIC' AND s.status IS DISTINCT FROM 'published'

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: projection-row-surplus   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/projection-row-surplus.md
-- repair: rebuild-publications   incident: 3
--
-- A status that no valid event makes: no replay would give it.
SELECT s.publication_id, s.site_id, format('the status %s rests on no valid event', s.status) AS what, s.updated_at AS since
FROM publication_status s
WHERE NOT EXISTS (SELECT FROM valid_event e WHERE e.publication_id = s.publication_id)

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: public-but-reserved   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/public-but-reserved.md
-- repair: reconcile-site   incident: 0, check 1
--
-- A valid receipt saw the post public, and the ledger has it as reserved, or not at all: the ledger lost what it knew.
SELECT r.publication_id, r.site_id,
       format('post %s was seen public, the ledger has it as %s', r.post_id, coalesce(lower(l.remote_state), 'unknown')) AS what,
       r.seen_at AS since
FROM (
  SELECT DISTINCT ON (publication_id) publication_id, site_id, generation, post_id, occurred_at AS seen_at
  FROM valid_receipt WHERE kind = 'published' ORDER BY publication_id, ledger_sequence DESC
) r
JOIN wordpress_publisher.ledger_state_v1 l ON l.publication_id = r.publication_id AND l.generation = r.generation
WHERE coalesce(l.remote_state, 'RESERVED') = 'RESERVED'

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: publication-conflict   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/publication-conflict.md
-- repair: reconcile-site   incident: 0
--
-- Events that cannot be true beside the others. They change no status, and each is somebody's fault.
SELECT c.publication_id, e.site_id,
       format('%s: %s, revision %s, event %s', c.reason, e.kind, e.revision, c.event_id) AS what, c.detected_at AS since
FROM publication_conflict c JOIN publication_event e USING (event_id)

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: published-without-checkpoint   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/published-without-checkpoint.md
-- repair: none   incident: 3
--
-- Steps out of order: published in a generation whose checkpoint no valid receipt tells before it.
SELECT p.publication_id, p.site_id,
       format('receipt %s tells of post %s as published, and none before it that the post was reserved', p.ledger_sequence,
              p.post_id) AS what,
       p.occurred_at AS since
FROM (
  SELECT DISTINCT ON (publication_id, generation) * FROM valid_receipt
  WHERE kind = 'published' ORDER BY publication_id, generation, ledger_sequence
) p
WHERE NOT EXISTS (
  SELECT FROM valid_receipt r
  WHERE r.publication_id = p.publication_id AND r.generation = p.generation AND r.kind = 'reserved'
    AND r.ledger_sequence < p.ledger_sequence)

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: published-without-id-or-link   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/published-without-id-or-link.md
-- repair: rebuild-publications   incident: 0, check 2
--
-- Nobody can verify, update or take down what is called published without saying which post and where.
SELECT publication_id, site_id,
       format('published, post %s at %s', coalesce(external_id, 'unknown'), coalesce(external_url, 'an unknown address')) AS what,
       status_since AS since
FROM publication_status
WHERE status = 'published' AND (external_id IS NULL OR external_url IS NULL OR external_id = '' OR external_url = '')

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: receipt-without-state   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/receipt-without-state.md
-- repair: reconcile-site   incident: 0, check 6
--
-- The log holds receipts of which the ledger knows nothing: it was lost, or restored from an older backup.
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
WHERE l.receipt_sequence IS NULL OR l.receipt_sequence < e.last

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: reserved-too-long   severity: ticket   warn_if: > 0   error_if: > 0   grace: 15 min
-- owner: publishing   runbook: docs/operations/checks/reserved-too-long.md
-- repair: reconcile-site   incident: 0, check 1
--
-- A draft is reserved, the publisher still means to publish it, and time passes. What is parked or failed waits for a person.
SELECT l.publication_id, l.site_id,
       format('post %s is reserved, %s attempts, last %s %s', l.remote_id, l.attempts, coalesce(l.last_kind, 'nothing told'),
              coalesce(l.last_code, '')) AS what,
       greatest(coalesce(r.reserved_at, l.inbox_at), l.requested_at, l.publish_at) AS since
FROM wordpress_publisher.ledger_state_v1 l
LEFT JOIN LATERAL (
  SELECT min(v.occurred_at) AS reserved_at FROM valid_receipt v
  WHERE v.publication_id = l.publication_id AND v.generation = l.generation AND v.kind = 'reserved'
) r ON true
WHERE l.remote_state = 'RESERVED' AND l.due_at IS NOT NULL AND coalesce(l.last_kind, '') NOT IN ('parked', 'failed')

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: row-never-relayed   severity: page   warn_if: > 0   error_if: > 0   grace: 0 s
-- owner: publishing   runbook: docs/operations/checks/row-never-relayed.md
-- repair: none   incident: 0, check 6
--
-- A row of an outbox that Kafka can never take. Its readers see a gap, and nobody will fill it by itself.
SELECT CASE WHEN pg_input_is_valid(message_key, 'uuid') THEN message_key::uuid END AS publication_id,
       CAST(NULL AS uuid) AS site_id,
       format('%s: number %s of %s for %s is set aside (%s)', outbox, sequence, topic, message_key, cause) AS what,
       parked_at AS since
FROM outbox_relay.parked_row_v1

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
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

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: stalled   severity: page   warn_if: > 0   error_if: > 0   grace: 5 min
-- owner: publishing   runbook: docs/operations/checks/stalled.md
-- repair: none   incident: 3
--
-- Work is due at sites that are not held back, and nobody tells of any: counted from the later of the oldest due time and the
-- last receipt of all.
SELECT CAST(NULL AS uuid) AS publication_id, CAST(NULL AS uuid) AS site_id,
       format('%s entries are due, the oldest since %s, the last receipt is of %s', due.entries, due.oldest,
              coalesce(told.last::text, 'never')) AS what,
       greatest(due.oldest, told.last) AS since
FROM (
  SELECT count(*) AS entries, min(greatest(due_at, lease_until)) AS oldest
  FROM wordpress_publisher.ledger_state_v1 WHERE due_at IS NOT NULL AND NOT site_waits
) due CROSS JOIN (SELECT max(last_receipt_at) AS last FROM wordpress_publisher.ledger_state_v1) told
WHERE due.entries > 0

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: status-read-elsewhere   severity: ticket   warn_if: > 0   error_if: > 0   grace: 0 s
-- owner: publishing   runbook: docs/operations/checks/status-read-elsewhere.md
-- repair: none   incident: 3
--
-- Whoever may read the status or the log beside the views that are published for it will; and who may write it, can lie. Rights
-- that a role has by another one, by PUBLIC or by pg_read_all_data are its own here. Superusers may everything: none serves.
SELECT CAST(NULL AS uuid) AS publication_id, CAST(NULL AS uuid) AS site_id,
       format('role %s may %s %s', r.rolname, string_agg(p.privilege, ', ' ORDER BY p.privilege), c.relname) AS what,
       CAST(NULL AS timestamptz) AS since
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'status_projector'
CROSS JOIN pg_roles r
CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p (privilege)
WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT r.rolsuper AND r.rolname NOT LIKE 'pg\_%'
  AND r.rolname NOT IN ('status_projector', 'status_projector_owner')
  AND CASE WHEN p.privilege IN ('SELECT', 'INSERT', 'UPDATE') THEN has_any_column_privilege(r.oid, c.oid, p.privilege)
           ELSE has_table_privilege(r.oid, c.oid, p.privilege) END
  AND NOT EXISTS (
    SELECT FROM (VALUES
      ('publish_api', 'publication_status_v1', 'SELECT'),
      ('publish_api', 'publication_timeline_v1', 'SELECT'),
      ('publish_api', 'publication_timeline_v2', 'SELECT'),
      ('wordpress_publisher', 'publication_posts_v1', 'SELECT'),
      ('outbox_relay', 'outbox', 'SELECT'),
      ('outbox_relay_owner', 'outbox', 'SELECT'),
      ('outbox_relay_owner', 'outbox_default', 'SELECT'),
      ('outbox_relay_owner', 'outbox_default', 'DELETE')
    ) AS allowed (role, relation, privilege)
    WHERE allowed.role = r.rolname AND allowed.relation = c.relname AND allowed.privilege = p.privilege)
GROUP BY r.rolname, c.relname

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: work-beyond-its-time   severity: ticket   warn_if: > 0   error_if: > 0   grace: 30 min
-- owner: publishing   runbook: docs/operations/checks/work-beyond-its-time.md
-- repair: reconcile-site   incident: 0, check 4
--
-- The newest job that wants something has not come to an end. A refused cancellation wants nothing and hides no other job.
SELECT j.publication_id, j.site_id,
       format('revision %s (%s) is %s%s', j.revision, j.action, coalesce(s.status, 'without a status'),
              ', update ' || s.update_status) AS what,
       greatest(j.requested_at, j.publish_at) AS since
FROM (
  SELECT DISTINCT ON (publication_id) * FROM publish_api.job_state_v1
  WHERE action <> 'cancel' ORDER BY publication_id, revision DESC
) j LEFT JOIN publication_status s USING (publication_id)
WHERE s.status IS NULL OR s.requested_revision < j.revision
   OR s.status IN ('accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed')
   OR s.update_status IN ('pending', 'publishing', 'deferred', 'unconfirmed')

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.check.Snapshot
SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
FROM (
-- id: work-done-without-terminal-status   severity: page   warn_if: > 0   error_if: > 0   grace: 120 s
-- owner: publishing   runbook: docs/operations/checks/work-done-without-terminal-status.md
-- repair: rebuild-publications   incident: 0, check 3
--
-- The publisher will not visit this publication again by itself, and yet its status promises that something is still to come.
SELECT l.publication_id, l.site_id,
       format('the publisher is done with revision %s (%s), the status is %s%s', l.revision,
              coalesce(l.last_kind, 'nothing told'), coalesce(s.status, 'missing'), ', update ' || s.update_status) AS what,
       coalesce(l.last_receipt_at, l.inbox_at) AS since
FROM wordpress_publisher.ledger_state_v1 l LEFT JOIN publication_status s USING (publication_id)
WHERE l.lease_until IS NULL AND (l.due_at IS NULL OR l.settled_revision = l.revision)
  AND coalesce(s.requested_revision, 0) <= l.revision
  AND (s.status IS NULL OR s.status IN ('accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed')
       OR s.update_status IN ('pending', 'publishing', 'deferred', 'unconfirmed'))

) AS bad WHERE coalesce(bad.since, '-infinity') <= $1
ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT $2

-- dev.colophon.statusprojector.divergence.DivergenceRuns
UPDATE divergence_run SET state = 'stopped', finished_at = $1, problem = 'the process that ran it is gone'
WHERE state = 'running' AND alive_at < $2

-- dev.colophon.statusprojector.divergence.DivergenceRuns
INSERT INTO divergence_run (id, comparison, scope, operator, state, started_at, alive_at)
VALUES ($1, $2, $3, $4, 'running', $5, $5)
ON CONFLICT (comparison) WHERE state = 'running' DO NOTHING

-- dev.colophon.statusprojector.divergence.DivergenceRuns
UPDATE divergence_run SET compared = $1, changed = $2, missing = $3, surplus = $4,
  place = $5, alive_at = $6 WHERE id = $7 AND state = 'running'

-- dev.colophon.statusprojector.divergence.DivergenceRuns
UPDATE divergence_run SET compared = $1, changed = $2, missing = $3, surplus = $4,
  state = $5, problem = $6, finished_at = $7, alive_at = $7 WHERE id = $8 AND state = 'running'

-- dev.colophon.statusprojector.divergence.DivergenceRuns
INSERT INTO divergence_finding (run_id, number, publication_id, site_id, kind, what, cause)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- dev.colophon.statusprojector.divergence.DivergenceRuns
SELECT * FROM divergence_run WHERE id = $1

-- dev.colophon.statusprojector.divergence.DivergenceRuns
SELECT DISTINCT ON (comparison) * FROM divergence_run
WHERE state = 'completed' ORDER BY comparison, started_at DESC, id

-- dev.colophon.statusprojector.divergence.DivergenceRuns
SELECT * FROM divergence_finding WHERE run_id = $1 ORDER BY number

-- dev.colophon.statusprojector.divergence.DivergenceRuns
SELECT f.publication_id FROM divergence_finding f
WHERE f.run_id = (SELECT id FROM divergence_run WHERE comparison = 'fold' AND state = 'completed'
                  ORDER BY started_at DESC, id LIMIT 1)
ORDER BY f.number LIMIT $1

-- dev.colophon.statusprojector.divergence.DivergenceRuns
DELETE FROM divergence_run WHERE id IN (
  SELECT id FROM divergence_run WHERE started_at < $1 AND state <> 'running'
    AND id NOT IN (SELECT DISTINCT ON (comparison) id FROM divergence_run
                   WHERE state = 'completed' ORDER BY comparison, started_at DESC, id)
  ORDER BY started_at LIMIT 500)

-- dev.colophon.statusprojector.divergence.FoldComparison
SELECT publication_id FROM publication_stream
WHERE publication_id > $1 ORDER BY publication_id LIMIT $2

-- dev.colophon.statusprojector.divergence.FoldComparison
SELECT t.publication_id, t.event_sequence > 0 AS announced, s.updated_at,
  (SELECT max(e.recorded_at) FROM publication_event e WHERE e.publication_id = t.publication_id) AS last_recorded_at
FROM publication_stream t LEFT JOIN publication_status s USING (publication_id)
WHERE t.publication_id = ANY ($1)

-- dev.colophon.statusprojector.divergence.LedgerComparison
WITH pair AS (
  SELECT coalesce(s.publication_id, l.publication_id) AS publication_id, coalesce(s.site_id, l.site_id) AS site_id,
    CASE WHEN s.publication_id IS NULL THEN 'MISSING' WHEN l.publication_id IS NULL THEN 'SURPLUS'
         WHEN l.generation IS DISTINCT FROM s.generation
           OR (l.remote_state IS NOT DISTINCT FROM 'PUBLIC') <> (s.status = 'published')
           OR (l.remote_state IS NOT DISTINCT FROM 'REMOVED') <> (s.status = 'removed')
           OR (s.status = 'published' AND (s.external_id IS DISTINCT FROM l.remote_id::text
                OR s.external_url IS DISTINCT FROM l.remote_link
                OR s.published_revision IS DISTINCT FROM l.observed_revision))
           OR s.requested_revision < l.revision THEN 'CHANGED' END AS kind,
    s.status, s.generation, s.external_id, s.published_revision, l.remote_state, l.generation AS ledger_generation,
    l.remote_id, l.observed_revision, coalesce(l.receipt_sequence, 0) AS told, log.held, log.last
  FROM publication_status s
  FULL JOIN wordpress_publisher.ledger_state_v1 l USING (publication_id)
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT e.ledger_sequence) FILTER (WHERE e.ledger_sequence <= coalesce(l.receipt_sequence, 0)) AS held,
           coalesce(max(e.ledger_sequence), 0) AS last
    FROM publication_event e
    WHERE e.publication_id = coalesce(s.publication_id, l.publication_id) AND e.source = 'receipt') log
  WHERE coalesce(s.updated_at, '-infinity') <= $1
    AND coalesce(l.last_receipt_at, l.inbox_at, '-infinity') <= $1
    AND (l.publication_id IS NOT NULL OR log.last > 0)
)
SELECT count(*) AS compared, count(*) FILTER (WHERE kind = 'CHANGED') AS changed,
  count(*) FILTER (WHERE kind = 'MISSING') AS missing, count(*) FILTER (WHERE kind = 'SURPLUS') AS surplus
FROM pair

-- dev.colophon.statusprojector.divergence.LedgerComparison
WITH pair AS (
  SELECT coalesce(s.publication_id, l.publication_id) AS publication_id, coalesce(s.site_id, l.site_id) AS site_id,
    CASE WHEN s.publication_id IS NULL THEN 'MISSING' WHEN l.publication_id IS NULL THEN 'SURPLUS'
         WHEN l.generation IS DISTINCT FROM s.generation
           OR (l.remote_state IS NOT DISTINCT FROM 'PUBLIC') <> (s.status = 'published')
           OR (l.remote_state IS NOT DISTINCT FROM 'REMOVED') <> (s.status = 'removed')
           OR (s.status = 'published' AND (s.external_id IS DISTINCT FROM l.remote_id::text
                OR s.external_url IS DISTINCT FROM l.remote_link
                OR s.published_revision IS DISTINCT FROM l.observed_revision))
           OR s.requested_revision < l.revision THEN 'CHANGED' END AS kind,
    s.status, s.generation, s.external_id, s.published_revision, l.remote_state, l.generation AS ledger_generation,
    l.remote_id, l.observed_revision, coalesce(l.receipt_sequence, 0) AS told, log.held, log.last
  FROM publication_status s
  FULL JOIN wordpress_publisher.ledger_state_v1 l USING (publication_id)
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT e.ledger_sequence) FILTER (WHERE e.ledger_sequence <= coalesce(l.receipt_sequence, 0)) AS held,
           coalesce(max(e.ledger_sequence), 0) AS last
    FROM publication_event e
    WHERE e.publication_id = coalesce(s.publication_id, l.publication_id) AND e.source = 'receipt') log
  WHERE coalesce(s.updated_at, '-infinity') <= $1
    AND coalesce(l.last_receipt_at, l.inbox_at, '-infinity') <= $1
    AND (l.publication_id IS NOT NULL OR log.last > 0)
)
SELECT * FROM pair WHERE kind IS NOT NULL ORDER BY publication_id LIMIT $2

-- dev.colophon.statusprojector.divergence.SiteComparison
SELECT to_regclass('wordpress_publisher.reconcile_state_v1') IS NOT NULL

-- dev.colophon.statusprojector.divergence.SiteComparison
SELECT coalesce(sum(compared), 0) AS compared, coalesce(sum(differing), 0) AS differing
FROM wordpress_publisher.reconcile_state_v1

-- dev.colophon.statusprojector.event.EventOutbox
INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
VALUES ($1, $2, $3, $4, '/colophon/status-projector', $5, $6, $7, $8)

-- dev.colophon.statusprojector.invalidate.Invalidations
SELECT d.invalidation_id, d.reverses, r.invalidation_id AS reversed_by, d.reason, d.author, d.reset_to, d.selection,
  d.impact, d.decided_at
FROM invalidation d LEFT JOIN invalidation r ON r.reverses = d.invalidation_id
 WHERE d.invalidation_id = $1

-- dev.colophon.statusprojector.invalidate.Invalidations
SELECT d.invalidation_id, d.reverses, r.invalidation_id AS reversed_by, d.reason, d.author, d.reset_to, d.selection,
  d.impact, d.decided_at
FROM invalidation d LEFT JOIN invalidation r ON r.reverses = d.invalidation_id
 ORDER BY d.decided_at DESC, d.invalidation_id LIMIT $1

-- dev.colophon.statusprojector.invalidate.Invalidations
SELECT publication_id, judgement_id FROM standing_judgement WHERE invalidation_id = $1 ORDER BY publication_id

-- dev.colophon.statusprojector.invalidate.Invalidations
INSERT INTO invalidation (invalidation_id, reverses, reason, author, reset_to, selection, fingerprint, impact, decided_at)
VALUES ($1, $2, $3, $4, $5, CAST($6 AS jsonb), $7, CAST($8 AS jsonb), $9)

-- dev.colophon.statusprojector.invalidate.Invalidations
INSERT INTO publication_event (event_id, publication_id, source, kind, occurred_at, detail, invalidation_id, targets,
  reverses)
VALUES ($1, $2, 'operator', $3, $4,
  jsonb_strip_nulls(jsonb_build_object('reason', CAST($5 AS text), 'author', CAST($6 AS text),
                                       'resetTo', CAST($7 AS text))),
  $8, CAST($9 AS uuid[]), $10)

-- dev.colophon.statusprojector.invalidate.Targets
SELECT event_id, publication_id, kind, site_id FROM valid_event WHERE (CAST($1 AS text[]) IS NULL OR event_id = ANY (CAST($1 AS uuid[])))
  AND (CAST($2 AS text[]) IS NULL OR publication_id = ANY (CAST($2 AS uuid[])))
  AND (CAST($3 AS uuid) IS NULL OR site_id = CAST($3 AS uuid))
  AND (CAST($4 AS text) IS NULL OR source = $4)
  AND (CAST($5 AS text[]) IS NULL OR kind = ANY (CAST($5 AS text[])))
  AND (CAST($6 AS timestamptz) IS NULL OR occurred_at >= CAST($6 AS timestamptz))
  AND (CAST($7 AS timestamptz) IS NULL OR occurred_at < CAST($7 AS timestamptz))
  AND (CAST($8 AS timestamptz) IS NULL OR recorded_at >= CAST($8 AS timestamptz))
  AND (CAST($9 AS timestamptz) IS NULL OR recorded_at < CAST($9 AS timestamptz))
  AND (CAST($10 AS int) IS NULL OR generation = CAST($10 AS int))
  AND (CAST($11 AS bigint) IS NULL OR revision >= CAST($11 AS bigint))
  AND (CAST($12 AS bigint) IS NULL OR revision <= CAST($12 AS bigint))
  AND (CAST($13 AS text) IS NULL OR problem_code = $13)
  AND (CAST($14 AS text) IS NULL OR build = $14)
 LIMIT $15

-- dev.colophon.statusprojector.invalidate.Targets
WITH chosen AS (SELECT DISTINCT publication_id FROM valid_event WHERE (CAST($1 AS text[]) IS NULL OR event_id = ANY (CAST($1 AS uuid[])))
  AND (CAST($2 AS text[]) IS NULL OR publication_id = ANY (CAST($2 AS uuid[])))
  AND (CAST($3 AS uuid) IS NULL OR site_id = CAST($3 AS uuid))
  AND (CAST($4 AS text) IS NULL OR source = $4)
  AND (CAST($5 AS text[]) IS NULL OR kind = ANY (CAST($5 AS text[])))
  AND (CAST($6 AS timestamptz) IS NULL OR occurred_at >= CAST($6 AS timestamptz))
  AND (CAST($7 AS timestamptz) IS NULL OR occurred_at < CAST($7 AS timestamptz))
  AND (CAST($8 AS timestamptz) IS NULL OR recorded_at >= CAST($8 AS timestamptz))
  AND (CAST($9 AS timestamptz) IS NULL OR recorded_at < CAST($9 AS timestamptz))
  AND (CAST($10 AS int) IS NULL OR generation = CAST($10 AS int))
  AND (CAST($11 AS bigint) IS NULL OR revision >= CAST($11 AS bigint))
  AND (CAST($12 AS bigint) IS NULL OR revision <= CAST($12 AS bigint))
  AND (CAST($13 AS text) IS NULL OR problem_code = $13)
  AND (CAST($14 AS text) IS NULL OR build = $14)
), reached AS (
  SELECT c.publication_id, CASE WHEN $15 = 'accepted' THEN 0 ELSE max(r.ledger_sequence) END AS sequence
  FROM chosen c LEFT JOIN valid_receipt r
    ON r.publication_id = c.publication_id AND r.kind = $15
      AND NOT EXISTS (SELECT FROM publication_conflict x WHERE x.event_id = r.event_id)
  GROUP BY c.publication_id
)
SELECT r.event_id, r.publication_id, r.kind, r.site_id
FROM reached JOIN valid_receipt r ON r.publication_id = reached.publication_id AND r.ledger_sequence > reached.sequence
LIMIT $16

-- dev.colophon.statusprojector.invalidate.Targets
SELECT e.event_id, e.publication_id, e.kind, e.site_id
FROM standing_judgement j JOIN publication_event e ON e.publication_id = j.publication_id AND e.event_id = ANY (j.targets)
WHERE j.invalidation_id = $1
  AND NOT EXISTS (SELECT FROM standing_judgement o
                  WHERE o.publication_id = e.publication_id AND e.event_id = ANY (o.targets)
                    AND o.invalidation_id <> $1)
LIMIT $2

-- dev.colophon.statusprojector.operations.OperationsUses
INSERT INTO operations_use (use_id, operator, method, path) VALUES ($1, $2, $3, left($4, 500))

-- dev.colophon.statusprojector.operations.OperationsUses
SELECT forget_old_uses()

-- dev.colophon.statusprojector.operations.OperationsUses
UPDATE operations_use SET status_code = $1 WHERE use_id = $2

-- dev.colophon.statusprojector.project.Conflicts
DELETE FROM publication_conflict WHERE publication_id = ANY (CAST($1 AS uuid[]))

-- dev.colophon.statusprojector.project.Conflicts
INSERT INTO publication_conflict (event_id, publication_id, reason)
SELECT * FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS text[]))

-- dev.colophon.statusprojector.project.Conflicts
SELECT publication_id, event_id, reason FROM publication_conflict
WHERE publication_id = ANY (CAST($1 AS uuid[]))

-- dev.colophon.statusprojector.project.EventLog
INSERT INTO publication_event (event_id, publication_id, source, kind, generation, revision, attempt,
  ledger_sequence, occurred_at, traceparent, origin_topic, origin_partition, origin_offset, detail)
SELECT * FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS text[]),
  CAST($4 AS text[]), CAST($5 AS int[]), CAST($6 AS bigint[]), CAST($7 AS int[]),
  CAST($8 AS bigint[]), CAST($9 AS timestamptz[]), CAST($10 AS text[]),
  CAST($11 AS text[]), CAST($12 AS int[]), CAST($13 AS bigint[]), CAST($14 AS jsonb[]))
ON CONFLICT (event_id) DO NOTHING RETURNING event_id

-- dev.colophon.statusprojector.project.EventLog
SELECT publication_id, event_id, source, kind, site_id, generation, revision, occurred_at, attempt, ledger_sequence,
action, story_key, placement, correlation_id, post_id, post_url, problem_code, problem_detail, next_attempt_at FROM valid_event WHERE publication_id = ANY (CAST($1 AS uuid[]))

-- dev.colophon.statusprojector.project.EventLog
SELECT publication_id, event_id, source, kind, site_id, generation, revision, occurred_at, attempt, ledger_sequence,
action, story_key, placement, correlation_id, post_id, post_url, problem_code, problem_detail, next_attempt_at FROM publication_event WHERE source <> 'operator' AND event_id = ANY (CAST($1 AS uuid[]))

-- dev.colophon.statusprojector.project.Statuses
INSERT INTO publication_status (publication_id, site_id, story_key, placement, correlation_id, status, update_status, generation,
requested_revision, published_revision, external_id, external_url, reason_code, reason_detail, attempts,
next_attempt_at, status_since, last_event_id)
SELECT * FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS text[]),
  CAST($4 AS text[]), CAST($5 AS uuid[]), CAST($6 AS text[]),
  CAST($7 AS text[]), CAST($8 AS int[]), CAST($9 AS bigint[]),
  CAST($10 AS bigint[]), CAST($11 AS text[]), CAST($12 AS text[]),
  CAST($13 AS text[]), CAST($14 AS text[]), CAST($15 AS int[]),
  CAST($16 AS timestamptz[]), CAST($17 AS timestamptz[]), CAST($18 AS uuid[]))
ON CONFLICT (publication_id) DO UPDATE SET site_id = excluded.site_id, story_key = excluded.story_key,
  placement = excluded.placement, correlation_id = excluded.correlation_id, status = excluded.status,
  update_status = excluded.update_status, generation = excluded.generation,
  requested_revision = excluded.requested_revision, published_revision = excluded.published_revision,
  external_id = excluded.external_id, external_url = excluded.external_url,
  reason_code = excluded.reason_code, reason_detail = excluded.reason_detail, attempts = excluded.attempts,
  next_attempt_at = excluded.next_attempt_at, status_since = excluded.status_since,
  last_event_id = excluded.last_event_id, updated_at = clock_timestamp()

-- dev.colophon.statusprojector.project.Statuses
DELETE FROM publication_status WHERE publication_id = ANY (CAST($1 AS uuid[]))

-- dev.colophon.statusprojector.project.Statuses
SELECT publication_id, site_id, story_key, placement, correlation_id, status, update_status, generation,
requested_revision, published_revision, external_id, external_url, reason_code, reason_detail, attempts,
next_attempt_at, status_since, last_event_id FROM publication_status WHERE publication_id = ANY (CAST($1 AS uuid[]))

-- dev.colophon.statusprojector.project.Streams
INSERT INTO publication_stream (publication_id)
SELECT publication_id FROM unnest(CAST($1 AS uuid[])) AS publication_id ORDER BY publication_id
ON CONFLICT (publication_id) DO NOTHING

-- dev.colophon.statusprojector.project.Streams
SELECT publication_id, event_sequence, status_sequence, told FROM publication_stream
WHERE publication_id = ANY (CAST($1 AS uuid[])) ORDER BY publication_id FOR UPDATE

-- dev.colophon.statusprojector.project.Streams
UPDATE publication_stream s SET event_sequence = n.event_sequence, status_sequence = n.status_sequence, told = n.told
FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]),
  CAST($4 AS text[])) AS n (publication_id, event_sequence, status_sequence, told)
WHERE s.publication_id = n.publication_id

-- dev.colophon.statusprojector.rebuild.Differences
INSERT INTO rebuild_difference (rebuild_id, publication_id, is_now, should_be, conflicts)
VALUES ($1, $2, CAST($3 AS jsonb), CAST($4 AS jsonb), $5)

-- dev.colophon.statusprojector.rebuild.Differences
SELECT publication_id, is_now, should_be, conflicts FROM rebuild_difference
WHERE rebuild_id = $1 AND (CAST($2 AS uuid) IS NULL OR publication_id > CAST($2 AS uuid))
ORDER BY publication_id LIMIT $3

-- dev.colophon.statusprojector.rebuild.Differences
SELECT count(*) FILTER (WHERE is_now IS NULL AND should_be IS NOT NULL) AS missing,
  count(*) FILTER (WHERE is_now IS NOT NULL AND should_be IS NULL) AS surplus,
  count(*) FILTER (WHERE is_now IS NOT NULL AND should_be IS NOT NULL AND is_now <> should_be) AS changed,
  count(*) FILTER (WHERE conflicts) AS conflicts
FROM rebuild_difference WHERE rebuild_id = $1

-- dev.colophon.statusprojector.rebuild.RebuildLock$Held
SELECT pg_advisory_unlock($1)

-- dev.colophon.statusprojector.rebuild.RebuildLock
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
  AND classid = CAST($1 AS oid) AND objid = CAST($2 AS oid))

-- dev.colophon.statusprojector.rebuild.RebuildLock
SELECT pg_try_advisory_lock($1)

-- dev.colophon.statusprojector.rebuild.Rebuilds
INSERT INTO rebuild (rebuild_id, dry_run, selection, reason, author, state, phase, publications, started_at, updated_at)
VALUES ($1, $2, CAST($3 AS jsonb), $4, $5, 'running', 'comparing', $6, $7, $7)
ON CONFLICT ((true)) WHERE state = 'running' DO NOTHING

-- dev.colophon.statusprojector.rebuild.Rebuilds
SELECT * FROM rebuild WHERE rebuild_id = $1

-- dev.colophon.statusprojector.rebuild.Rebuilds
SELECT * FROM rebuild ORDER BY started_at DESC, rebuild_id LIMIT $1

-- dev.colophon.statusprojector.rebuild.Rebuilds
UPDATE rebuild SET cursor = $1, publications_done = publications_done + $2,
  events_done = events_done + $3, diverged = diverged + $4, worked_ms = worked_ms + $5,
  updated_at = $6
WHERE rebuild_id = $7 AND state = 'running' AND phase = $8

-- dev.colophon.statusprojector.rebuild.Rebuilds
UPDATE rebuild SET phase = $1, cursor = NULL, publications_done = 0, updated_at = $2
WHERE rebuild_id = $3 AND state = 'running'

-- dev.colophon.statusprojector.rebuild.Rebuilds
UPDATE rebuild SET phase = 'verifying', cursor = NULL, publications_done = 0, swapped = $1,
  announced = $2, updated_at = $3
WHERE rebuild_id = $4 AND state = 'running' AND phase = 'swapping'

-- dev.colophon.statusprojector.rebuild.Rebuilds
UPDATE rebuild SET state = $1, phase = 'ended', failure = $2, updated_at = $3, ended_at = $3
WHERE rebuild_id = $4 AND state = 'running'

-- dev.colophon.statusprojector.rebuild.SelectedPublications
SELECT count(*) FROM publication_stream s
WHERE (CAST($1 AS text[]) IS NULL OR s.publication_id = ANY (CAST($1 AS uuid[])))
  AND ($2
       OR EXISTS (SELECT FROM publication_event e
                  WHERE e.publication_id = s.publication_id AND e.source <> 'operator'
                    AND (CAST($3 AS uuid) IS NULL OR e.site_id = CAST($3 AS uuid))
                    AND (CAST($4 AS text) IS NULL OR e.kind = $4)
                    AND (CAST($5 AS timestamptz) IS NULL OR e.occurred_at >= CAST($5 AS timestamptz))
                    AND (CAST($6 AS timestamptz) IS NULL OR e.occurred_at < CAST($6 AS timestamptz)))
       OR EXISTS (SELECT FROM publication_status t
                  WHERE t.publication_id = s.publication_id AND t.site_id = CAST($3 AS uuid)))

-- dev.colophon.statusprojector.rebuild.SelectedPublications
SELECT s.publication_id FROM publication_stream s
WHERE (CAST($1 AS text[]) IS NULL OR s.publication_id = ANY (CAST($1 AS uuid[])))
  AND ($2
       OR EXISTS (SELECT FROM publication_event e
                  WHERE e.publication_id = s.publication_id AND e.source <> 'operator'
                    AND (CAST($3 AS uuid) IS NULL OR e.site_id = CAST($3 AS uuid))
                    AND (CAST($4 AS text) IS NULL OR e.kind = $4)
                    AND (CAST($5 AS timestamptz) IS NULL OR e.occurred_at >= CAST($5 AS timestamptz))
                    AND (CAST($6 AS timestamptz) IS NULL OR e.occurred_at < CAST($6 AS timestamptz)))
       OR EXISTS (SELECT FROM publication_status t
                  WHERE t.publication_id = s.publication_id AND t.site_id = CAST($3 AS uuid)))
 ORDER BY s.publication_id LIMIT $7

-- dev.colophon.statusprojector.rebuild.SelectedPublications
SELECT s.publication_id FROM publication_stream s
WHERE (CAST($1 AS text[]) IS NULL OR s.publication_id = ANY (CAST($1 AS uuid[])))
  AND ($2
       OR EXISTS (SELECT FROM publication_event e
                  WHERE e.publication_id = s.publication_id AND e.source <> 'operator'
                    AND (CAST($3 AS uuid) IS NULL OR e.site_id = CAST($3 AS uuid))
                    AND (CAST($4 AS text) IS NULL OR e.kind = $4)
                    AND (CAST($5 AS timestamptz) IS NULL OR e.occurred_at >= CAST($5 AS timestamptz))
                    AND (CAST($6 AS timestamptz) IS NULL OR e.occurred_at < CAST($6 AS timestamptz)))
       OR EXISTS (SELECT FROM publication_status t
                  WHERE t.publication_id = s.publication_id AND t.site_id = CAST($3 AS uuid)))
 AND s.publication_id > CAST($7 AS uuid) ORDER BY s.publication_id LIMIT $8

-- dev.colophon.statusprojector.receive.PrimaryHealthIndicator
SELECT pg_is_in_recovery()
