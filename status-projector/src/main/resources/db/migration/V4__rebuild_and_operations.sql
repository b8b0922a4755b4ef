-- Rebuilding the status from the log, where it can be stopped and gone on with at any point, and who used the operations API.

CREATE TABLE rebuild (
  rebuild_id         uuid        PRIMARY KEY,
  dry_run            boolean     NOT NULL,
  selection          jsonb       NOT NULL,
  reason             text        NOT NULL CHECK (btrim(reason) <> '' AND length(reason) <= 1000),
  author             text        NOT NULL CHECK (btrim(author) <> '' AND length(author) <= 100),
  state              text        NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  phase              text        NOT NULL CHECK (phase IN ('comparing', 'swapping', 'verifying', 'ended')),
  -- Of the phase: the last publication that is done.
  cursor             uuid,
  publications       bigint      NOT NULL CHECK (publications >= 0),
  publications_done  bigint      NOT NULL DEFAULT 0 CHECK (publications_done >= 0),
  events_done        bigint      NOT NULL DEFAULT 0 CHECK (events_done >= 0),
  worked_ms          bigint      NOT NULL DEFAULT 0 CHECK (worked_ms >= 0),
  swapped            bigint      NOT NULL DEFAULT 0 CHECK (swapped >= 0),
  announced          bigint      NOT NULL DEFAULT 0 CHECK (announced >= 0),
  diverged           bigint      NOT NULL DEFAULT 0 CHECK (diverged >= 0),
  failure            text,
  started_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  ended_at           timestamptz,
  CHECK ((state = 'running') = (ended_at IS NULL)),
  CHECK ((state = 'running') = (phase <> 'ended')),
  CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CHECK (NOT dry_run OR phase IN ('comparing', 'ended'))
);
-- One at a time.
CREATE UNIQUE INDEX rebuild_one_runs ON rebuild ((true)) WHERE state = 'running';
CREATE INDEX rebuild_newest ON rebuild (started_at DESC, rebuild_id);

-- The shadow: of each publication whose row is not its fold, the row as it is and as it should be.
CREATE TABLE rebuild_difference (
  rebuild_id     uuid NOT NULL REFERENCES rebuild,
  publication_id uuid NOT NULL REFERENCES publication_stream,
  is_now         jsonb,
  should_be      jsonb,
  conflicts      boolean NOT NULL,
  PRIMARY KEY (rebuild_id, publication_id),
  CHECK (conflicts OR is_now IS DISTINCT FROM should_be)
);

CREATE TABLE operations_use (
  use_id      uuid        PRIMARY KEY,
  operator    text        NOT NULL,
  method      text        NOT NULL,
  path        text        NOT NULL,
  begun_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  status_code int
);
CREATE INDEX operations_use_newest ON operations_use (begun_at DESC);

GRANT SELECT, INSERT, UPDATE ON rebuild TO status_projector;
GRANT SELECT, INSERT ON rebuild_difference TO status_projector;
GRANT SELECT, INSERT, UPDATE (status_code) ON operations_use TO status_projector;
