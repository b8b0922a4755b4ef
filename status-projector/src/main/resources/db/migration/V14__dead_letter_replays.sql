-- Letters that an operator delivered after all: written in the transaction that takes the event into the log, once for each letter and once
-- for each event, and never taken back.
CREATE TABLE dead_letter_replay (
  topic           text        NOT NULL CHECK (topic IN ('publishing.requests.v1.dlt', 'publishing.receipts.v1.dlt')),
  kafka_partition int         NOT NULL CHECK (kafka_partition >= 0),
  kafka_offset    bigint      NOT NULL CHECK (kafka_offset >= 0),
  event_id        uuid        NOT NULL UNIQUE REFERENCES publication_event,
  publication_id  uuid        NOT NULL REFERENCES publication_stream,
  operator        text        NOT NULL CHECK (btrim(operator) <> '' AND length(operator) <= 100),
  reason          text        NOT NULL CHECK (btrim(reason) <> '' AND length(reason) <= 1000),
  replayed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (topic, kafka_partition, kafka_offset)
);
GRANT SELECT, INSERT ON dead_letter_replay TO status_projector;
