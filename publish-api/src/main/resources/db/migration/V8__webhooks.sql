-- Webhooks: where a client wants to be told how its publications stand, what it was told, and what is still to be sent.

CREATE TABLE webhook (
  id                     uuid        PRIMARY KEY,
  client_id              uuid        NOT NULL REFERENCES client,
  url                    text        NOT NULL CHECK (url ~ '^https?://[^/?#@]+(/[^?#]*[^/?#])?$' AND length(url) <= 500),
  state                  text        NOT NULL CHECK (state IN ('active', 'disabled')),
  state_reason           text,
  secret_sealed          bytea       NOT NULL CHECK (octet_length(secret_sealed) BETWEEN 1 AND 8192),
  previous_secret_sealed bytea       CHECK (octet_length(previous_secret_sealed) BETWEEN 1 AND 8192),
  previous_until         timestamptz,
  created_at             timestamptz NOT NULL,
  CHECK ((previous_secret_sealed IS NULL) = (previous_until IS NULL)),
  CHECK ((state = 'disabled') = (state_reason IS NOT NULL)),
  UNIQUE (client_id, url)
);

-- Up to which state of a publication a webhook was given something to tell: the same state is never told under two ids.
CREATE TABLE webhook_told (
  webhook_id     uuid   NOT NULL REFERENCES webhook ON DELETE CASCADE,
  publication_id uuid   NOT NULL REFERENCES publication,
  sequence       bigint NOT NULL CHECK (sequence > 0),
  PRIMARY KEY (webhook_id, publication_id)
);

CREATE TABLE webhook_delivery (
  id             uuid        PRIMARY KEY,                                    -- webhook-id: the same at every attempt
  webhook_id     uuid        NOT NULL REFERENCES webhook ON DELETE CASCADE,
  publication_id uuid        REFERENCES publication,                         -- null: a test
  sequence       bigint,
  type           text        NOT NULL CHECK (type <> ''),
  payload        text        NOT NULL CHECK (octet_length(payload) <= 1000000 AND payload IS JSON OBJECT),
  state          text        NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts       int         NOT NULL CHECK (attempts >= 0),
  due_at         timestamptz,
  lease_until    timestamptz,
  last_status    int,
  last_problem   text        CHECK (length(last_problem) <= 500),
  last_at        timestamptz,
  created_at     timestamptz NOT NULL,
  UNIQUE (webhook_id, publication_id, sequence),
  CHECK ((publication_id IS NULL) = (sequence IS NULL)),
  CHECK ((state = 'pending') = (due_at IS NOT NULL)),
  CHECK (lease_until IS NULL OR state = 'pending'),
  CHECK (state <> 'delivered' OR last_status BETWEEN 200 AND 299)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at) WHERE state = 'pending';
CREATE INDEX webhook_delivery_newest ON webhook_delivery (webhook_id, created_at DESC, id);
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (created_at);

GRANT SELECT, INSERT, DELETE ON webhook TO publish_api;
GRANT UPDATE (state, state_reason, secret_sealed, previous_secret_sealed, previous_until) ON webhook TO publish_api;
GRANT SELECT, INSERT ON webhook_told TO publish_api;
GRANT UPDATE (sequence) ON webhook_told TO publish_api;
GRANT SELECT, INSERT, DELETE ON webhook_delivery TO publish_api;
GRANT UPDATE (state, attempts, due_at, lease_until, last_status, last_problem, last_at) ON webhook_delivery TO publish_api;
