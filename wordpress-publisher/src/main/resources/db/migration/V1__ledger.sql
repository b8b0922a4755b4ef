-- The publisher's durable record: what is wanted, what was observed, who holds the lock, and what is on its way to Kafka.

-- A site as this service sees it. Where it is and with which credentials: publish_api.site_access_v1.
CREATE TABLE site_state (
  site_id            uuid        PRIMARY KEY,
  max_concurrency    integer     NOT NULL DEFAULT 2 CHECK (max_concurrency BETWEEN 1 AND 64),
  suspended_since    timestamptz,
  suspension_code    text,
  suspension_detail  text,
  suspension_status  integer,
  next_probe_at      timestamptz,
  CHECK (num_nulls(suspended_since, suspension_code, suspension_detail, next_probe_at) IN (0, 4))
);

CREATE TABLE ledger (
  publication_id       uuid        PRIMARY KEY,
  site_id              uuid        NOT NULL REFERENCES site_state,
  placement            text        NOT NULL CHECK (placement IN ('post', 'page')),

  -- wanted: the newest request
  generation           integer     NOT NULL CHECK (generation > 0),
  revision             bigint      NOT NULL CHECK (revision > 0),
  job_id               uuid        NOT NULL,
  request_id           uuid        NOT NULL,
  content              text        NOT NULL CHECK (content IS JSON AND octet_length(content) <= 900000),
  fingerprint          text        NOT NULL,
  visibility           text        NOT NULL CHECK (visibility IN ('public', 'draft')),
  publish_at           timestamptz,
  requested_at         timestamptz NOT NULL,
  variant_stored_at    timestamptz NOT NULL,
  inbox_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
  traceparent          text,

  -- observed: set once per generation, and only from evidence
  remote_id            bigint      CHECK (remote_id > 0),
  remote_state         text        CHECK (remote_state IN ('RESERVED', 'PUBLIC', 'HELD', 'REMOVED')),
  remote_slug          text,
  remote_link          text,
  content_hash         text,
  observed_revision    bigint,     -- what the site shows
  settled_revision     bigint,     -- whose end a receipt has told

  -- a write to the post whose end is not known
  unsettled_at         timestamptz,
  unsettled_fingerprint text,
  unsettled_visibility text        CHECK (unsettled_visibility IN ('public', 'draft')),
  unsettled_change     text        CHECK (unsettled_change IN ('FILL', 'PUBLISH', 'UPDATE', 'HOLD')),
  read_back_due_at     timestamptz,

  -- lock and work queue
  lease_until          timestamptz,
  claimed_by           text,
  fencing_token        bigint      NOT NULL DEFAULT 0,
  due_at               timestamptz,
  attempts             integer     NOT NULL DEFAULT 0,
  failures             integer     NOT NULL DEFAULT 0,
  strikes              integer     NOT NULL DEFAULT 0,
  waiting_since        timestamptz,
  last_kind            text,
  last_code            text,
  last_receipt_at      timestamptz,

  receipt_sequence     bigint      NOT NULL DEFAULT 0,

  UNIQUE (site_id, remote_id),
  CHECK ((remote_id IS NULL) = (remote_state IS NULL)),
  CHECK (remote_state IS DISTINCT FROM 'PUBLIC' OR (remote_link IS NOT NULL AND observed_revision IS NOT NULL)),
  CHECK (remote_state IS DISTINCT FROM 'HELD' OR observed_revision IS NOT NULL),
  CHECK (observed_revision IS NULL OR remote_id IS NOT NULL),
  CHECK (observed_revision <= revision AND settled_revision <= revision),
  CHECK (num_nulls(unsettled_at, unsettled_fingerprint, unsettled_visibility, unsettled_change) IN (0, 4)),
  CHECK (unsettled_at IS NULL OR remote_id IS NOT NULL),
  CHECK ((lease_until IS NULL) = (claimed_by IS NULL))
);

CREATE INDEX ledger_due ON ledger (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ledger_due_by_site ON ledger (site_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ledger_leased ON ledger (site_id, lease_until) WHERE lease_until IS NOT NULL;

-- What earlier generations left at the site. Written by the guard below, never changed.
CREATE TABLE closed_generation (
  publication_id uuid        NOT NULL REFERENCES ledger,
  generation     integer     NOT NULL,
  remote_id      bigint,
  remote_state   text,
  remote_link    text,
  closed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (publication_id, generation)
);

-- The second guard of what the code promises: a post id is set once per generation, and nothing goes backwards.
CREATE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.publication_id, NEW.site_id, NEW.placement) IS DISTINCT FROM (OLD.publication_id, OLD.site_id, OLD.placement) THEN
    RAISE EXCEPTION 'publication % stays at its site and in its placement', OLD.publication_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.generation, NEW.revision) < (OLD.generation, OLD.revision) OR NEW.fencing_token < OLD.fencing_token
     OR NEW.receipt_sequence < OLD.receipt_sequence THEN
    RAISE EXCEPTION 'publication %: neither request nor fencing token nor receipts go backwards', OLD.publication_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.generation = OLD.generation THEN
    IF OLD.remote_id IS NOT NULL AND NEW.remote_id IS DISTINCT FROM OLD.remote_id THEN
      RAISE EXCEPTION 'publication %: post % is on record for generation %', OLD.publication_id, OLD.remote_id, OLD.generation
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSE
    INSERT INTO closed_generation (publication_id, generation, remote_id, remote_state, remote_link)
    VALUES (OLD.publication_id, OLD.generation, OLD.remote_id, OLD.remote_state, OLD.remote_link);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ledger_guard BEFORE UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_guard();

-- One row per visit, committed before anything is sent to a site. The last ones of each publication are kept.
CREATE TABLE attempt (
  publication_id   uuid        NOT NULL REFERENCES ledger,
  fencing_token    bigint      NOT NULL,
  generation       integer     NOT NULL,
  revision         bigint      NOT NULL,
  number           integer     NOT NULL,
  worker           text        NOT NULL,
  build            text        NOT NULL,
  in_recovery      boolean     NOT NULL,
  isolation        text        NOT NULL,
  transaction_id   text        NOT NULL,
  variant_age_ms   bigint      NOT NULL,
  request_age_ms   bigint      NOT NULL,
  inbox_age_ms     bigint      NOT NULL,
  claimed_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  intent_at        timestamptz,
  intent_change    text,
  request_hash     text,
  ended_at         timestamptz,
  outcome          text,
  problem_code     text,
  problem_detail   text,
  http_status      integer,
  duration_ms      bigint,
  PRIMARY KEY (publication_id, fencing_token)
);

CREATE TABLE outbox (
  id          uuid        PRIMARY KEY,
  topic       text        NOT NULL CHECK (topic IN ('publishing.receipts.v1')),
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
SELECT outbox_relay.enrol_outbox('wordpress_publisher.outbox');

GRANT SELECT, INSERT, UPDATE ON ledger, site_state TO wordpress_publisher;
GRANT SELECT, INSERT, UPDATE, DELETE ON attempt TO wordpress_publisher;
GRANT SELECT, INSERT ON closed_generation, outbox TO wordpress_publisher;
