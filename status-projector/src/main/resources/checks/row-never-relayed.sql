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
