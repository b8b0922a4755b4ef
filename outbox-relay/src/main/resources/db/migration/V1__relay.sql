-- The relay's own outbox has the columns of every outbox (docs/contracts): its canary travels the same road as a story.
CREATE TABLE outbox (
  id          uuid        PRIMARY KEY,
  topic       text        NOT NULL CHECK (topic IN ('publishing.canary.v1')),
  message_key text        NOT NULL CHECK (message_key <> ''),
  type        text        NOT NULL,
  source      text        NOT NULL,
  sequence    bigint      NOT NULL CHECK (sequence > 0),
  occurred_at timestamptz NOT NULL,
  traceparent text,
  payload     text        NOT NULL CHECK (octet_length(payload) <= 900000 AND payload IS JSON),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (topic, message_key, sequence)
);
CREATE SEQUENCE canary_sequence;
GRANT SELECT, INSERT, DELETE ON outbox TO outbox_relay;
GRANT USAGE ON canary_sequence TO outbox_relay;
SELECT outbox_relay.enrol_outbox('outbox_relay.outbox');

-- Where the stream goes on after a restart. One row, rewritten with every batch: room is left in its page, so that the
-- old versions are reused at once and no index is touched.
CREATE TABLE stream_offset (
  stream   text        PRIMARY KEY,
  position text        NOT NULL CHECK (position IS JSON OBJECT),
  saved_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
GRANT SELECT, INSERT, UPDATE ON stream_offset TO outbox_relay;

-- Rows that Kafka can never take. The row itself, with its payload, stays in its outbox.
CREATE TABLE parked_row (
  event_id    uuid        PRIMARY KEY,
  outbox      text        NOT NULL,
  topic       text        NOT NULL,
  message_key text        NOT NULL,
  sequence    bigint      NOT NULL,
  cause       text        NOT NULL CHECK (cause ~ '^[A-Z][A-Z_]+$'),
  detail      text        NOT NULL,
  parked_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON parked_row TO outbox_relay;
