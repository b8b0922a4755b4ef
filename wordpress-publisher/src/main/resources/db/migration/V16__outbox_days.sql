-- A day of the outbox is a table of its own, so that it goes in one piece once all of it was seen in Kafka (decision 0023).
SELECT outbox_relay.divide_outbox('wordpress_publisher.outbox');
GRANT SELECT, INSERT ON outbox TO wordpress_publisher;
