-- What is found out about the data itself: runs of the integrity checks and of the comparisons, with a sample of the bad
-- rows; and where each check stands, so that a change of it is told once.

-- The events that count, as checks ask of them.
CREATE VIEW valid_receipt AS
  SELECT event_id, publication_id, site_id, kind, generation, revision, attempt, ledger_sequence, occurred_at, recorded_at,
         nullif(post_id, '') AS post_id, nullif(post_url, '') AS post_url, nullif(problem_code, '') AS problem_code
  FROM valid_event WHERE source = 'receipt';

CREATE VIEW valid_request AS
  SELECT event_id, publication_id, site_id, generation, revision, action, occurred_at, recorded_at,
         nullif(story_key, '') AS story_key, nullif(detail #>> '{variant,variantId}', '') AS variant_id
  FROM valid_event WHERE source = 'request';

CREATE TABLE check_run (
  id          uuid        PRIMARY KEY,
  operator    text        CHECK (length(operator) BETWEEN 1 AND 100),       -- null: by schedule
  started_at  timestamptz NOT NULL,
  finished_at timestamptz NOT NULL CHECK (finished_at >= started_at),
  snapshot    text,                                                         -- null: the database gave none
  problem     text,
  CHECK ((snapshot IS NULL) = (problem IS NOT NULL))
);
CREATE INDEX check_run_by_age ON check_run (started_at);

CREATE TABLE check_result (
  run_id      uuid   NOT NULL REFERENCES check_run ON DELETE CASCADE,
  check_id    text   NOT NULL,
  state       text   NOT NULL CHECK (state IN ('ok', 'warning', 'error', 'not_run')),
  violations  bigint CHECK (violations >= 0),
  duration_ms bigint NOT NULL CHECK (duration_ms >= 0),
  problem     text,
  PRIMARY KEY (run_id, check_id),
  -- What did not run has found nothing, and that is no good news.
  CHECK ((state = 'not_run') = (violations IS NULL)),
  CHECK ((state = 'not_run') = (problem IS NOT NULL))
);

CREATE TABLE check_finding (
  run_id         uuid        NOT NULL,
  check_id       text        NOT NULL,
  number         int         NOT NULL CHECK (number > 0),
  publication_id uuid,
  site_id        uuid,
  what           text        NOT NULL CHECK (length(what) <= 1000),
  since          timestamptz,
  PRIMARY KEY (run_id, check_id, number),
  FOREIGN KEY (run_id, check_id) REFERENCES check_result ON DELETE CASCADE
);

CREATE TABLE integrity_check (
  id                text        PRIMARY KEY,
  severity          text        NOT NULL CHECK (severity IN ('page', 'ticket')),
  retired           boolean     NOT NULL DEFAULT false,                     -- no file of that name any more
  state             text        NOT NULL CHECK (state IN ('ok', 'warning', 'error', 'not_run')),
  state_since       timestamptz NOT NULL,
  violations        bigint      CHECK (violations >= 0),
  problem           text,
  last_run_id       uuid        NOT NULL,                                   -- whose row is kept for a while only
  last_started_at   timestamptz NOT NULL,
  last_completed_at timestamptz,                                            -- null: it has never run to its end
  first_seen_at     timestamptz NOT NULL,
  sequence          bigint      NOT NULL DEFAULT 0 CHECK (sequence >= 0),   -- of what was told about it
  CHECK ((state = 'not_run') = (violations IS NULL)),
  CHECK ((state = 'not_run') = (problem IS NOT NULL))
);

CREATE TABLE divergence_run (
  id          uuid        PRIMARY KEY,
  comparison  text        NOT NULL CHECK (comparison IN ('fold', 'ledger', 'site')),
  scope       text        NOT NULL CHECK (scope IN ('sample', 'all')),
  operator    text        CHECK (length(operator) BETWEEN 1 AND 100),
  state       text        NOT NULL CHECK (state IN ('running', 'completed', 'stopped')),
  started_at  timestamptz NOT NULL,
  alive_at    timestamptz NOT NULL,                                         -- of a run that is silent for long, the process is gone
  finished_at timestamptz,
  compared    bigint      NOT NULL DEFAULT 0 CHECK (compared >= 0),
  changed     bigint      NOT NULL DEFAULT 0 CHECK (changed >= 0),
  missing     bigint      NOT NULL DEFAULT 0 CHECK (missing >= 0),
  surplus     bigint      NOT NULL DEFAULT 0 CHECK (surplus >= 0),
  place       uuid,                                                         -- how far a run over all has come
  problem     text,
  CHECK ((state = 'running') = (finished_at IS NULL)),
  CHECK ((state = 'stopped') = (problem IS NOT NULL)),
  CHECK (changed + missing + surplus <= compared)
);
CREATE UNIQUE INDEX divergence_run_one_over_all ON divergence_run (comparison) WHERE state = 'running';
CREATE INDEX divergence_run_newest ON divergence_run (comparison, started_at DESC);

CREATE TABLE divergence_finding (
  run_id         uuid NOT NULL REFERENCES divergence_run ON DELETE CASCADE,
  number         int  NOT NULL CHECK (number > 0),
  publication_id uuid NOT NULL,
  site_id        uuid,
  kind           text NOT NULL CHECK (kind IN ('changed', 'missing', 'surplus')),
  what           text NOT NULL CHECK (length(what) <= 1000),
  cause          text NOT NULL CHECK (cause ~ '^[A-Z][A-Z_]+$'),
  PRIMARY KEY (run_id, number)
);

-- What is done by the clock, once whatever the number of instances: who moves the time forward does the work.
CREATE TABLE due_work (
  name   text        PRIMARY KEY,
  due_at timestamptz NOT NULL
);

ALTER TABLE outbox DROP CONSTRAINT outbox_topic_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_topic_check
  CHECK (topic IN ('publishing.events.v1', 'publishing.status.v1', 'publishing.integrity.v1'));

GRANT SELECT ON valid_receipt, valid_request TO status_projector;
GRANT SELECT, INSERT ON check_result, check_finding, divergence_finding TO status_projector;
GRANT SELECT, INSERT, DELETE ON check_run TO status_projector;
GRANT SELECT, INSERT, UPDATE ON integrity_check, due_work TO status_projector;
GRANT SELECT, INSERT, UPDATE, DELETE ON divergence_run TO status_projector;
