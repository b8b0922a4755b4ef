-- What status-projector's integrity checks may know of rows that Kafka can never take: which, and why in one word.
CREATE VIEW parked_row_v1 AS
  SELECT event_id, outbox, topic, message_key, sequence, cause, parked_at FROM parked_row;

GRANT USAGE ON SCHEMA outbox_relay TO status_projector;
GRANT SELECT ON parked_row_v1 TO status_projector;
