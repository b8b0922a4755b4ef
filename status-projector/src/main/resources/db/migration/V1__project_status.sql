-- The truth about each publication: what was said of it (publication_event, for ever), what that makes it
-- (publication_status, publication_conflict: derived, could be made anew at any time), and how far the world has been
-- told (publication_stream, outbox).

-- A publication's row here is what a projecting transaction locks, and it counts the messages that told of it. It is not
-- derived: a rebuild of the status must not begin the numbers anew.
CREATE TABLE publication_stream (
  publication_id  uuid   PRIMARY KEY,
  event_sequence  bigint NOT NULL DEFAULT 0 CHECK (event_sequence >= 0),
  status_sequence bigint NOT NULL DEFAULT 0 CHECK (status_sequence >= 0)
);

CREATE TABLE publication_event (
  event_id         uuid        PRIMARY KEY,
  publication_id   uuid        NOT NULL REFERENCES publication_stream,
  source           text        NOT NULL CHECK (source IN ('request', 'receipt')),
  kind             text        NOT NULL CHECK (kind IN ('requested', 'scheduled', 'claimed', 'reserved', 'published',
                                 'unpublished', 'deferred', 'unconfirmed', 'parked', 'failed', 'removed')),
  generation       int         NOT NULL CHECK (generation > 0),
  revision         bigint      NOT NULL CHECK (revision > 0),
  attempt          int         CHECK (attempt >= 0),
  ledger_sequence  bigint      CHECK (ledger_sequence > 0),
  occurred_at      timestamptz NOT NULL,
  recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  traceparent      text,
  origin_topic     text        NOT NULL,
  origin_partition int         NOT NULL,
  origin_offset    bigint      NOT NULL,
  detail           jsonb       NOT NULL,
  CHECK ((source = 'request') = (kind = 'requested')),
  CHECK ((source = 'receipt') = (attempt IS NOT NULL) AND (source = 'receipt') = (ledger_sequence IS NOT NULL)),
  -- What a story says is the site's to show and the readers' password nobody's: the log keeps neither.
  CONSTRAINT no_content CHECK (detail #> '{variant,html}' IS NULL AND detail #> '{variant,excerpt}' IS NULL
                               AND detail #> '{variant,password}' IS NULL)
);
CREATE INDEX publication_event_of_publication ON publication_event (publication_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never edited or deleted (% on %)', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', HINT = 'An event that is wrong is invalidated by another event.';
END
$$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON publication_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE publication_conflict (
  event_id       uuid        PRIMARY KEY REFERENCES publication_event,
  publication_id uuid        NOT NULL REFERENCES publication_stream,
  reason         text        NOT NULL CHECK (reason IN ('SECOND_POST', 'GAVE_UP_WHAT_STANDS', 'STILL_PUBLIC',
                               'GENERATION_CLOSED', 'REVISION_REUSED', 'SEQUENCE_REUSED', 'IDENTITY_DIFFERS', 'UNFOUNDED')),
  detected_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX publication_conflict_of_publication ON publication_conflict (publication_id);

CREATE TABLE publication_status (
  publication_id     uuid        PRIMARY KEY REFERENCES publication_stream,
  site_id            uuid        NOT NULL,
  story_key          text,
  placement          text,
  correlation_id     uuid,
  status             text        NOT NULL CHECK (status IN ('accepted', 'scheduled', 'publishing', 'deferred', 'unconfirmed',
                                   'parked', 'published', 'unpublished', 'removed', 'failed', 'cancelled')),
  update_status      text        CHECK (update_status IN ('pending', 'publishing', 'deferred', 'unconfirmed', 'parked', 'failed')),
  generation         int         NOT NULL CHECK (generation > 0),
  requested_revision bigint      NOT NULL CHECK (requested_revision > 0),
  published_revision bigint      CHECK (published_revision BETWEEN 1 AND requested_revision),
  external_id        text        CHECK (external_id <> ''),
  external_url       text        CHECK (external_url <> ''),
  reason_code        text        CHECK (reason_code <> ''),
  reason_detail      text,
  attempts           int         NOT NULL CHECK (attempts >= 0),
  next_attempt_at    timestamptz,
  status_since       timestamptz NOT NULL,
  last_event_id      uuid        NOT NULL REFERENCES publication_event,
  updated_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT published_is_shown CHECK (status <> 'published' OR (external_id IS NOT NULL AND external_url IS NOT NULL)),
  CONSTRAINT published_revision_is_of_published CHECK ((status = 'published') = (published_revision IS NOT NULL)),
  CONSTRAINT post_id_and_url_together CHECK ((external_id IS NULL) = (external_url IS NULL)),
  -- A post id beside any other status is the lie of incident 0.
  CONSTRAINT post_id_only_of_what_was_public CHECK (external_id IS NULL OR status IN ('published', 'unpublished', 'removed')),
  CONSTRAINT update_only_of_published CHECK (update_status IS NULL OR status = 'published'),
  CONSTRAINT update_is_a_newer_revision CHECK (status <> 'published'
    OR (update_status IS NULL) = (published_revision = requested_revision)),
  CONSTRAINT reason_code_and_detail_together CHECK ((reason_code IS NULL) = (reason_detail IS NULL)),
  CONSTRAINT trouble_has_a_reason CHECK (reason_code IS NOT NULL
    OR (status NOT IN ('deferred', 'unconfirmed', 'parked', 'failed', 'removed')
        AND coalesce(update_status, '') NOT IN ('deferred', 'unconfirmed', 'parked', 'failed')))
);

CREATE TABLE outbox (
  id          uuid        PRIMARY KEY,
  topic       text        NOT NULL CHECK (topic IN ('publishing.events.v1', 'publishing.status.v1')),
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
SELECT outbox_relay.enrol_outbox('status_projector.outbox');

CREATE VIEW publication_status_v1 AS
  SELECT s.publication_id, s.status, s.update_status, s.generation, s.requested_revision, s.published_revision, s.external_id,
         s.external_url, s.reason_code, s.reason_detail, s.attempts, s.next_attempt_at, s.status_since, s.updated_at,
         t.event_sequence AS sequence
  FROM publication_status s JOIN publication_stream t USING (publication_id);

-- In the order of the fold (Timeline): receipts as the ledger numbered them, a request before the first receipt that
-- reaches its edition. All windows are per publication, so that a filter by publication id goes down to the index.
CREATE VIEW publication_timeline_v1 AS
  SELECT o.publication_id, o.event_id, o.position, o.source, o.kind, o.generation, o.revision, o.attempt, o.occurred_at,
         o.recorded_at, c.reason AS conflict, o.detail
  FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.publication_id
             ORDER BY r.reaches, r.source = 'receipt', r.ledger_sequence, r.occurred_at, r.event_id) AS position
    FROM (
      SELECT e.*, CASE e.source
               WHEN 'request' THEN ARRAY[e.generation::bigint, e.revision]
               ELSE max(ARRAY[e.generation::bigint, e.revision]) FILTER (WHERE e.source = 'receipt')
                 OVER (PARTITION BY e.publication_id ORDER BY e.ledger_sequence, e.occurred_at, e.event_id)
             END AS reaches
      FROM publication_event e
    ) r
  ) o LEFT JOIN publication_conflict c ON c.event_id = o.event_id;

REVOKE ALL ON FUNCTION refuse_change() FROM PUBLIC;
GRANT SELECT, INSERT ON publication_event, outbox TO status_projector;
GRANT SELECT, INSERT, UPDATE ON publication_stream, publication_status TO status_projector;
GRANT SELECT, INSERT, DELETE ON publication_conflict TO status_projector;
GRANT SELECT ON flyway_schema_history TO status_projector;
GRANT USAGE ON SCHEMA status_projector TO publish_api;
GRANT SELECT ON publication_status_v1, publication_timeline_v1 TO publish_api;
