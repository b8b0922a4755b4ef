-- The audit trail of reconciliations (what was on record, what was seen, what was concluded and done about it), and who
-- used the operations API.

CREATE TABLE reconcile_run (
  id              uuid        PRIMARY KEY,
  site_id         uuid        NOT NULL REFERENCES site_state,
  operator        text        NOT NULL CHECK (operator ~ '^[[:print:]]{1,100}$' AND operator ~ '\S'),
  scheduled       boolean     NOT NULL,
  dry_run         boolean     NOT NULL,
  overwrite_edits boolean     NOT NULL,
  sweep           boolean     NOT NULL,
  from_receipts   boolean     NOT NULL,
  resumed_from    uuid        REFERENCES reconcile_run ON DELETE SET NULL,

  -- running; completed: the whole site was walked; paused: its budget is used up, the next run goes on from its place;
  -- stopped: the site or the database stood in the way; abandoned: its process is gone
  state           text        NOT NULL CHECK (state IN ('running', 'completed', 'paused', 'stopped', 'abandoned')),
  place           text        NOT NULL,
  alive_until     timestamptz,
  problem_code    text,
  problem_detail  text,
  requests        integer     NOT NULL DEFAULT 0 CHECK (requests >= 0),
  entries         integer     NOT NULL DEFAULT 0 CHECK (entries >= 0),
  in_order        integer     NOT NULL DEFAULT 0 CHECK (in_order >= 0),
  posts           integer     NOT NULL DEFAULT 0 CHECK (posts >= 0),
  started_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at        timestamptz,

  UNIQUE (id, dry_run),
  CHECK ((state = 'running') = (ended_at IS NULL)),
  CHECK ((state = 'running') = (alive_until IS NOT NULL)),
  CHECK ((state = 'stopped') = (problem_code IS NOT NULL)),
  CHECK ((problem_code IS NULL) = (problem_detail IS NULL))
);
CREATE UNIQUE INDEX reconcile_one_run_per_site ON reconcile_run (site_id) WHERE state = 'running';
CREATE INDEX reconcile_run_of_site ON reconcile_run (site_id, started_at DESC);

CREATE TABLE reconcile_finding (
  run_id         uuid        NOT NULL,
  number         integer     NOT NULL CHECK (number > 0),
  dry_run        boolean     NOT NULL,
  kind           text        NOT NULL,
  -- site: an authenticated look at the site said so; receipts: concluded from what was told earlier
  evidence       text        NOT NULL CHECK (evidence IN ('site', 'receipts')),
  publication_id uuid,
  generation     integer     CHECK (generation > 0),
  post_id        bigint      CHECK (post_id > 0),
  on_record      text        NOT NULL,
  seen           text        NOT NULL,
  conclusion     text        NOT NULL,
  action         text        NOT NULL CHECK (action IN ('none', 'wait', 'look_again', 'adopt', 'restore', 'sweep', 'park')),
  result         text        NOT NULL CHECK (result IN ('nothing_to_do', 'not_done', 'intended', 'done', 'changed_meanwhile', 'failed')),
  fencing_token  bigint,     -- of the entry when it was judged: a higher one proves a visit since
  found_at       timestamptz NOT NULL DEFAULT clock_timestamp(),

  PRIMARY KEY (run_id, number),
  FOREIGN KEY (run_id, dry_run) REFERENCES reconcile_run (id, dry_run) ON DELETE CASCADE,
  CONSTRAINT a_dry_run_does_nothing CHECK (NOT dry_run OR result IN ('nothing_to_do', 'not_done')),
  CONSTRAINT only_a_dry_run_leaves_undone CHECK (dry_run OR result <> 'not_done')
);

-- The walk goes through a site's entries in the order of their publications.
CREATE INDEX ledger_by_site ON ledger (site_id, publication_id);

CREATE TABLE operations_use (
  id       uuid        PRIMARY KEY,
  operator text        NOT NULL CHECK (operator ~ '^[[:print:]]{1,100}$' AND operator ~ '\S'),
  method   text        NOT NULL,
  path     text        NOT NULL CHECK (length(path) <= 500),
  used_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  status   integer     CHECK (status BETWEEN 100 AND 599) -- null: it did not end, or its process did
);
CREATE INDEX operations_use_by_time ON operations_use (used_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON reconcile_run, reconcile_finding TO wordpress_publisher;
GRANT SELECT, INSERT, UPDATE ON operations_use TO wordpress_publisher;
