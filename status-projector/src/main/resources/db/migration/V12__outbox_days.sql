-- A day of the outbox is a table of its own, so that it goes in one piece once all of it was seen in Kafka (decision 0023).
SELECT outbox_relay.divide_outbox('status_projector.outbox');
GRANT SELECT, INSERT ON outbox TO status_projector;
