-- Letters that an operator delivered after all: written in the transaction that takes the request into the ledger, once for each letter and
-- once for each request, and never taken back.
CREATE TABLE dead_letter_replay (
  topic           text        NOT NULL CHECK (topic = 'publishing.requests.v1.dlt'),
  kafka_partition int         NOT NULL CHECK (kafka_partition >= 0),
  kafka_offset    bigint      NOT NULL CHECK (kafka_offset >= 0),
  event_id        uuid        NOT NULL UNIQUE,
  publication_id  uuid        NOT NULL REFERENCES ledger,
  operator        text        NOT NULL CHECK (operator ~ '^[[:print:]]{1,100}$' AND operator ~ '\S'),
  reason          text        NOT NULL CHECK (btrim(reason) <> '' AND length(reason) <= 1000),
  replayed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (topic, kafka_partition, kafka_offset)
);
GRANT SELECT, INSERT ON dead_letter_replay TO wordpress_publisher;
