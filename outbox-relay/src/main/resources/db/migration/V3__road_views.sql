-- What status-projector's integrity checks may know of the road to Kafka: the rows that it can never take, with the cause in one
-- word, and which rows were read back from it.
CREATE VIEW parked_row_v1 AS
  SELECT event_id, outbox, topic, message_key, sequence, cause, parked_at FROM parked_row;

CREATE VIEW observed_v1 AS
  SELECT event_id FROM observed;

GRANT USAGE ON SCHEMA outbox_relay TO status_projector;
GRANT SELECT ON parked_row_v1, observed_v1 TO status_projector;
