-- The relay's replication slot. Made once, before the first outbox row can exist: what was committed before a slot is
-- made never passes through it. A transaction of its own (PostgreSQL refuses a slot in one that has written).
-- Where it is missing beside outboxes that already hold rows, making it would lose them silently: use the relay's
-- recovery instead (docs/operations/relay.md).
SELECT pg_create_logical_replication_slot('colophon_outbox', 'pgoutput', false, false, true)
WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'colophon_outbox');
