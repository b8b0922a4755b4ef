-- dev.colophon.outboxrelay.capture.PostgresOffsets
SELECT stream, position FROM outbox_relay.stream_offset

-- dev.colophon.outboxrelay.capture.PostgresOffsets
INSERT INTO outbox_relay.stream_offset AS saved (stream, position, token) VALUES ($1, $2, $3)
ON CONFLICT (stream) DO UPDATE
  SET position = excluded.position, token = excluded.token, saved_at = clock_timestamp()
  WHERE saved.token <= excluded.token

-- dev.colophon.outboxrelay.guard.Canary
INSERT INTO outbox_relay.outbox (id, topic, message_key, type, source, sequence, occurred_at, payload)
VALUES ($1, $2, 'canary', 'dev.colophon.relay.canary.v1', '/colophon/outbox-relay',
        nextval('outbox_relay.canary_sequence'), $3,
        json_build_object('snapshot', pg_current_snapshot()::text, 'oldestTransaction',
                          (SELECT min(xact_start) FROM pg_stat_activity))::text)

-- dev.colophon.outboxrelay.guard.Canary
DELETE FROM outbox_relay.outbox WHERE occurred_at < $1

-- dev.colophon.outboxrelay.guard.LongTransactions
SELECT pid, usename, application_name, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds
  FROM pg_stat_activity
 WHERE backend_xid IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()
 ORDER BY xact_start LIMIT 1

-- dev.colophon.outboxrelay.guard.RelayGuard
SELECT coalesce(slot_type = 'logical' AND plugin = 'pgoutput' AND database = current_database()
                AND NOT temporary, false) AS suitable,
       active_pid, wal_status, safe_wal_size, invalidation_reason,
       CASE WHEN NOT pg_is_in_recovery()
            THEN pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint END AS retained,
       (confirmed_flush_lsn - (SELECT max('0/0'::pg_lsn + greatest(
            substring(position::json ->> 'lsn' FROM '^[0-9]{1,20}$')::numeric,
            substring(position::json ->> 'lsn_commit' FROM '^[0-9]{1,20}$')::numeric))
                                 FROM outbox_relay.stream_offset))::bigint AS ahead
  FROM pg_replication_slots WHERE slot_name = $1

-- dev.colophon.outboxrelay.guard.RelayGuard
SELECT p.pubinsert AND p.pubviaroot AND NOT (p.pubupdate OR p.pubdelete OR p.pubtruncate OR p.puballtables)
       AND NOT EXISTS (SELECT FROM pg_publication_rel r
                        WHERE r.prpubid = p.oid AND (r.prqual IS NOT NULL OR r.prattrs IS NOT NULL))
       AS suitable,
       ARRAY(SELECT t.schemaname || '.' || t.tablename FROM pg_publication_tables t
              WHERE t.pubname = p.pubname) AS tables
  FROM pg_publication p WHERE p.pubname = $1

-- dev.colophon.outboxrelay.guard.RelayGuard
SELECT pg_is_in_recovery() AS in_recovery, current_setting('wal_level') AS wal_level,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
       EXISTS (SELECT FROM outbox_relay.recovery) AS recovery_unfinished,
       EXISTS (SELECT FROM outbox_relay.stream_offset
                WHERE coalesce(position::json ->> 'lsn', '') !~ '^[0-9]{1,20}$') AS position_unreadable

-- dev.colophon.outboxrelay.guard.RelayLock
SELECT pg_try_advisory_lock(hashtextextended('colophon.outbox-relay', 0))

-- dev.colophon.outboxrelay.guard.RelayLock
SELECT nextval('outbox_relay.relay_token')

-- dev.colophon.outboxrelay.guard.RelayLock
UPDATE outbox_relay.stream_offset SET token = $1 WHERE token < $2

-- dev.colophon.outboxrelay.guard.WalRoom
SELECT greatest(safe_wal_size, 0)::float8 / pg_size_bytes(current_setting('max_slot_wal_keep_size'))
  FROM pg_replication_slots
 WHERE slot_name = $1 AND safe_wal_size IS NOT NULL AND current_setting('max_slot_wal_keep_size') <> '-1'

-- dev.colophon.outboxrelay.intake.Intake
SELECT state FROM outbox_relay.intake

-- dev.colophon.outboxrelay.intake.Intake
INSERT INTO outbox_relay.intake AS known (state, since, why, retry_after_seconds)
VALUES ($1, clock_timestamp(), $2, $3)
ON CONFLICT (only_one) DO UPDATE SET state = excluded.state, since = excluded.since, why = excluded.why,
  retry_after_seconds = excluded.retry_after_seconds WHERE known.state <> excluded.state

-- dev.colophon.outboxrelay.observe.RecordObserved
SELECT topic, kafka_partition, next_offset FROM outbox_relay.observed_position

-- dev.colophon.outboxrelay.observe.RecordObserved
SELECT outbox_relay.make_observed_day($1)

-- dev.colophon.outboxrelay.observe.RecordObserved
INSERT INTO outbox_relay.observed (event_id, day) SELECT id, $1 FROM unnest(CAST($2 AS uuid[])) AS id
ON CONFLICT DO NOTHING

-- dev.colophon.outboxrelay.observe.RecordObserved
INSERT INTO outbox_relay.observed_position (topic, kafka_partition, next_offset)
SELECT * FROM unnest(CAST($1 AS text[]), CAST($2 AS int[]), CAST($3 AS bigint[]))
ON CONFLICT (topic, kafka_partition) DO UPDATE SET next_offset = excluded.next_offset

-- dev.colophon.outboxrelay.operate.Operations
INSERT INTO outbox_relay.operation (id, command, operator, instance)
VALUES ($1, $2, $3, $4)

-- dev.colophon.outboxrelay.operate.Operations
UPDATE outbox_relay.operation SET outcome = $1, detail = $2, ended_at = clock_timestamp()
 WHERE id = $3 AND outcome = 'running'

-- dev.colophon.outboxrelay.operate.Operations
SELECT id, command, operator, instance, started_at, ended_at, outcome, detail
  FROM outbox_relay.operation WHERE id = $1

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT created_at, payload::json ->> 'snapshot' AS snapshot,
       (payload::json ->> 'oldestTransaction')::timestamptz AS oldest
  FROM outbox_relay.outbox WHERE id = $1 AND payload::json ->> 'snapshot' IS NOT NULL

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT min(created_at) FROM publish_api.outbox WHERE created_at >= $1 AND created_at < $2

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT min(created_at) FROM wordpress_publisher.outbox WHERE created_at >= $1 AND created_at < $2

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT min(created_at) FROM status_projector.outbox WHERE created_at >= $1 AND created_at < $2

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT o.topic, o.message_key, min(o.sequence) AS first
  FROM publish_api.outbox o, (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) x
 WHERE o.created_at >= $1 AND o.created_at < $2
   AND (CAST($3 AS pg_snapshot) IS NULL
        OR pg_visible_in_snapshot((x.next - ((x.next - o.xmin::text::bigint) & 4294967295))::text::xid8,
                                  CAST($3 AS pg_snapshot)))
   AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
 GROUP BY o.topic, o.message_key
 ORDER BY o.topic, o.message_key
 LIMIT $4

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT o.topic, o.message_key, min(o.sequence) AS first
  FROM wordpress_publisher.outbox o, (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) x
 WHERE o.created_at >= $1 AND o.created_at < $2
   AND (CAST($3 AS pg_snapshot) IS NULL
        OR pg_visible_in_snapshot((x.next - ((x.next - o.xmin::text::bigint) & 4294967295))::text::xid8,
                                  CAST($3 AS pg_snapshot)))
   AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
 GROUP BY o.topic, o.message_key
 ORDER BY o.topic, o.message_key
 LIMIT $4

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT o.topic, o.message_key, min(o.sequence) AS first
  FROM status_projector.outbox o, (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) x
 WHERE o.created_at >= $1 AND o.created_at < $2
   AND (CAST($3 AS pg_snapshot) IS NULL
        OR pg_visible_in_snapshot((x.next - ((x.next - o.xmin::text::bigint) & 4294967295))::text::xid8,
                                  CAST($3 AS pg_snapshot)))
   AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
 GROUP BY o.topic, o.message_key
 ORDER BY o.topic, o.message_key
 LIMIT $4

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT h.place, o.*
  FROM unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS bigint[])) WITH ORDINALITY AS h (topic, message_key, first, place)
  JOIN publish_api.outbox o ON o.topic = h.topic AND o.message_key = h.message_key AND o.sequence >= h.first
 WHERE (h.place, o.sequence) > ($4, $5)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
 ORDER BY h.place, o.sequence
 LIMIT $6

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT h.place, o.*
  FROM unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS bigint[])) WITH ORDINALITY AS h (topic, message_key, first, place)
  JOIN wordpress_publisher.outbox o ON o.topic = h.topic AND o.message_key = h.message_key AND o.sequence >= h.first
 WHERE (h.place, o.sequence) > ($4, $5)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
 ORDER BY h.place, o.sequence
 LIMIT $6

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT h.place, o.*
  FROM unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS bigint[])) WITH ORDINALITY AS h (topic, message_key, first, place)
  JOIN status_projector.outbox o ON o.topic = h.topic AND o.message_key = h.message_key AND o.sequence >= h.first
 WHERE (h.place, o.sequence) > ($4, $5)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
 ORDER BY h.place, o.sequence
 LIMIT $6

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT count(*) AS rows, min(w.created_at) AS oldest, clock_timestamp() AS now FROM (
  SELECT o.created_at FROM publish_api.outbox o WHERE o.created_at >= $1 AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
   ORDER BY o.created_at LIMIT $2) w

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT count(*) AS rows, min(w.created_at) AS oldest, clock_timestamp() AS now FROM (
  SELECT o.created_at FROM wordpress_publisher.outbox o WHERE o.created_at >= $1 AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
   ORDER BY o.created_at LIMIT $2) w

-- dev.colophon.outboxrelay.reconcile.MissingRows
SELECT count(*) AS rows, min(w.created_at) AS oldest, clock_timestamp() AS now FROM (
  SELECT o.created_at FROM status_projector.outbox o WHERE o.created_at >= $1 AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
   AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
   ORDER BY o.created_at LIMIT $2) w

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = to_regclass($1))

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
 WHERE i.inhparent = to_regclass($1) AND c.relname ~ '_[0-9]{8}$' ORDER BY day

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT publish_api.make_outbox_day($1)

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT wordpress_publisher.make_outbox_day($1)

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT status_projector.make_outbox_day($1)

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT let_go, kept_for FROM publish_api.drop_outbox_day($1)

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT let_go, kept_for FROM wordpress_publisher.drop_outbox_day($1)

-- dev.colophon.outboxrelay.reconcile.OutboxDays
SELECT let_go, kept_for FROM status_projector.drop_outbox_day($1)

-- dev.colophon.outboxrelay.reconcile.Retention
SELECT outbox_relay.forget_observed(CAST($1 AS regclass), $2, $3)

-- dev.colophon.outboxrelay.reconcile.Retention
SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
 WHERE i.inhparent = to_regclass('outbox_relay.observed') ORDER BY day

-- dev.colophon.outboxrelay.reconcile.Retention
SELECT outbox_relay.drop_observed_day($1)

-- dev.colophon.outboxrelay.recover.RecoverStream
INSERT INTO outbox_relay.recovery (operation) VALUES ($1)
ON CONFLICT (only_one) DO UPDATE SET operation = excluded.operation, since = clock_timestamp()

-- dev.colophon.outboxrelay.recover.RecoverStream
DELETE FROM outbox_relay.stream_offset

-- dev.colophon.outboxrelay.recover.RecoverStream
SELECT clock_timestamp()

-- dev.colophon.outboxrelay.recover.RecoverStream
DELETE FROM outbox_relay.recovery

-- dev.colophon.outboxrelay.recover.Slot
SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1

-- dev.colophon.outboxrelay.recover.Slot
SELECT pg_create_logical_replication_slot($1, 'pgoutput', false, false, true)

-- dev.colophon.outboxrelay.relay.ParkedRows
INSERT INTO outbox_relay.parked_row (event_id, outbox, topic, message_key, sequence, cause, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (event_id) DO NOTHING
