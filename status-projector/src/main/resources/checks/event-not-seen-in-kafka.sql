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
