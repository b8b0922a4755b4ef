-- For clients that have no Kafka: where they are told what the events topic says of their own publications (webhook), and
-- what became of each telling (webhook_delivery). One row for each event and webhook, however often the event is read.

CREATE TABLE webhook (
  id                   uuid        PRIMARY KEY,
  client_id            uuid        NOT NULL REFERENCES client,
  url                  text        NOT NULL CHECK (url ~ '^https?://[^/?#@]+(/[^#]*|\?[^#]*)?$' AND length(url) <= 1000),
  event_types          text[]      NOT NULL CHECK (cardinality(event_types) <= 50 AND array_position(event_types, NULL) IS NULL),
  state                text        NOT NULL CHECK (state IN ('active', 'disabled')),
  disabled_reason      text        CHECK (disabled_reason IN ('client', 'gone', 'backlog')),
  secret_sealed        bytea       NOT NULL CHECK (octet_length(secret_sealed) BETWEEN 1 AND 2048),
  secret_set_at        timestamptz NOT NULL,
  former_secret_sealed bytea       CHECK (octet_length(former_secret_sealed) BETWEEN 1 AND 2048),
  former_secret_until  timestamptz,
  served_at            timestamptz NOT NULL,                                 -- who was served longest ago is next
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL)),
  CHECK ((former_secret_sealed IS NULL) = (former_secret_until IS NULL))
);
CREATE INDEX webhook_of_client ON webhook (client_id, created_at);

CREATE TABLE webhook_delivery (
  id              uuid        PRIMARY KEY,
  webhook_id      uuid        NOT NULL REFERENCES webhook ON DELETE CASCADE,
  event_id        uuid        NOT NULL,                                      -- webhook-id: the same at each attempt
  event_type      text        NOT NULL CHECK (event_type <> ''),
  publication_id  uuid,                                                      -- none of a test
  body            text        NOT NULL CHECK (octet_length(body) <= 1000000 AND body IS JSON OBJECT),
  state           text        NOT NULL CHECK (state IN ('pending', 'delivered', 'exhausted')),
  due_at          timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  attempts        int         NOT NULL CHECK (attempts >= 0),
  token           bigint      NOT NULL CHECK (token >= 0),                   -- fencing: of the newest claim
  lease_until     timestamptz,
  last_attempt_at timestamptz,
  last_status     int         CHECK (last_status BETWEEN 100 AND 999),
  last_code       text        CHECK (last_code <> ''),
  settled_at      timestamptz,
  created_at      timestamptz NOT NULL,
  UNIQUE (webhook_id, event_id),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK (state = 'pending' OR lease_until IS NULL),
  CHECK (state <> 'delivered' OR (last_status BETWEEN 200 AND 299 AND last_code IS NULL) IS TRUE),
  CHECK (state <> 'exhausted' OR last_code IS NOT NULL)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at) WHERE state = 'pending';
CREATE INDEX webhook_delivery_leased ON webhook_delivery (webhook_id, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX webhook_delivery_expiring ON webhook_delivery (expires_at) WHERE state = 'pending';
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE state <> 'pending';
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, created_at DESC, id DESC);

GRANT SELECT, INSERT, DELETE ON webhook, webhook_delivery TO publish_api;
GRANT UPDATE (url, event_types, state, disabled_reason, secret_sealed, secret_set_at, former_secret_sealed,
              former_secret_until, served_at, updated_at) ON webhook TO publish_api;
GRANT UPDATE (state, due_at, expires_at, attempts, token, lease_until, last_attempt_at, last_status, last_code, settled_at)
  ON webhook_delivery TO publish_api;
