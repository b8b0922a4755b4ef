-- A bulk is many requests to publish under one key: each item is accepted or refused by itself, in a transaction of its own
-- together with what became of it, so that a bulk that was cut off goes on where it was.

CREATE TABLE bulk (
  id         uuid        PRIMARY KEY,
  client_id  uuid        NOT NULL REFERENCES client,
  key        text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request    bytea       NOT NULL CHECK (octet_length(request) = 32),        -- SHA-256 of the body that it came with
  items      int         NOT NULL CHECK (items BETWEEN 1 AND 500),
  created_at timestamptz NOT NULL,
  UNIQUE (client_id, key)
);
CREATE INDEX bulk_by_age ON bulk (created_at);

CREATE TABLE bulk_item (
  bulk_id        uuid     NOT NULL REFERENCES bulk ON DELETE CASCADE,
  position       int      NOT NULL CHECK (position BETWEEN 0 AND 499),
  outcome        text     NOT NULL CHECK (outcome IN ('accepted', 'repeated', 'refused')),
  publication_id uuid     REFERENCES publication,
  job_id         uuid     REFERENCES publish_job,
  problem        text     CHECK (problem IS JSON OBJECT),
  PRIMARY KEY (bulk_id, position),
  CHECK ((outcome = 'refused') = (problem IS NOT NULL)),
  CHECK ((outcome = 'refused') = (publication_id IS NULL)),
  CHECK ((outcome = 'accepted') = (job_id IS NOT NULL))
);

GRANT SELECT, INSERT, DELETE ON bulk TO publish_api;
GRANT SELECT, INSERT ON bulk_item TO publish_api;
