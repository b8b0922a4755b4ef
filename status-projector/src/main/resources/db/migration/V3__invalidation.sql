-- An event that is wrong stays in the log, and another event says so: who, why, and of which events. What is valid follows
-- from the log alone; nothing is ever marked.

-- What the fold reads of a message, beside what it has columns of already: whoever folds a million events parses no JSON.
ALTER TABLE publication_event
  ADD COLUMN site_id         uuid GENERATED ALWAYS AS ((detail ->> 'siteId')::uuid) STORED,
  ADD COLUMN action          text GENERATED ALWAYS AS (detail ->> 'action') STORED,
  ADD COLUMN story_key       text GENERATED ALWAYS AS (detail ->> 'storyKey') STORED,
  ADD COLUMN placement       text GENERATED ALWAYS AS (detail ->> 'placement') STORED,
  ADD COLUMN correlation_id  uuid GENERATED ALWAYS AS ((detail ->> 'correlationId')::uuid) STORED,
  ADD COLUMN post_id         text GENERATED ALWAYS AS (detail #>> '{post,id}') STORED,
  ADD COLUMN post_url        text GENERATED ALWAYS AS (detail #>> '{post,url}') STORED,
  ADD COLUMN problem_code    text GENERATED ALWAYS AS (detail #>> '{problem,code}') STORED,
  ADD COLUMN problem_detail  text GENERATED ALWAYS AS (detail #>> '{problem,detail}') STORED,
  ADD COLUMN next_attempt_at text GENERATED ALWAYS AS (CASE jsonb_typeof(detail -> 'nextAttemptAt')
                                                       WHEN 'string' THEN detail ->> 'nextAttemptAt' END) STORED,
  ADD COLUMN build           text GENERATED ALWAYS AS (detail #>> '{evidence,build}') STORED;

-- A decision of an operator, whole: which events, why, who, and what was foreseen. Never changed; reversed by another one.
CREATE TABLE invalidation (
  invalidation_id uuid        PRIMARY KEY,
  reverses        uuid        UNIQUE REFERENCES invalidation,
  reason          text        NOT NULL CHECK (btrim(reason) <> '' AND length(reason) <= 1000),
  author          text        NOT NULL CHECK (btrim(author) <> '' AND length(author) <= 100),
  selection       jsonb       NOT NULL,
  fingerprint     text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  impact          jsonb       NOT NULL,
  decided_at      timestamptz NOT NULL,
  CHECK (reverses <> invalidation_id)
);
CREATE INDEX invalidation_newest ON invalidation (decided_at DESC, invalidation_id);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON invalidation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- In the log the decision is an event of each publication that it touches.
ALTER TABLE publication_event
  ADD COLUMN invalidation_id uuid REFERENCES invalidation,
  ADD COLUMN targets         uuid[] CHECK (cardinality(targets) > 0 AND array_position(targets, NULL) IS NULL),
  ADD COLUMN reverses        uuid UNIQUE REFERENCES publication_event,
  ALTER COLUMN generation DROP NOT NULL,
  ALTER COLUMN revision DROP NOT NULL,
  ALTER COLUMN origin_topic DROP NOT NULL,
  ALTER COLUMN origin_partition DROP NOT NULL,
  ALTER COLUMN origin_offset DROP NOT NULL,
  DROP CONSTRAINT publication_event_source_check,
  DROP CONSTRAINT publication_event_kind_check,
  ADD CONSTRAINT publication_event_source_check CHECK (source IN ('request', 'receipt', 'operator')),
  ADD CONSTRAINT publication_event_kind_check
    CHECK (kind IN ('requested', 'scheduled', 'claimed', 'reserved', 'published', 'unpublished', 'deferred', 'unconfirmed',
                    'parked', 'failed', 'removed', 'cancelled', 'cancel_refused', 'generation_opened', 'invalidated',
                    'reinstated')),
  ADD CONSTRAINT edition_of_what_was_told CHECK (num_nulls(generation, revision) = CASE source WHEN 'operator' THEN 2 ELSE 0 END),
  ADD CONSTRAINT site_of_what_was_told CHECK (source = 'operator' OR site_id IS NOT NULL),
  ADD CONSTRAINT origin_of_what_was_told
    CHECK (num_nulls(origin_topic, origin_partition, origin_offset) = CASE source WHEN 'operator' THEN 3 ELSE 0 END),
  ADD CONSTRAINT operators_judge CHECK ((source = 'operator') = (kind IN ('invalidated', 'reinstated'))),
  ADD CONSTRAINT judgement_is_a_decision CHECK ((source = 'operator') = (invalidation_id IS NOT NULL)),
  ADD CONSTRAINT judgement_has_reason_and_author
    CHECK (source <> 'operator' OR (coalesce(detail ->> 'reason', '') <> '' AND coalesce(detail ->> 'author', '') <> '')),
  ADD CONSTRAINT invalidated_names_events CHECK ((kind = 'invalidated') = (targets IS NOT NULL)),
  ADD CONSTRAINT reinstated_names_a_judgement CHECK ((kind = 'reinstated') = (reverses IS NOT NULL));
CREATE INDEX publication_event_judgements ON publication_event (publication_id) WHERE kind = 'invalidated';
CREATE INDEX publication_event_of_invalidation ON publication_event (invalidation_id) WHERE source = 'operator';
CREATE INDEX publication_event_of_site ON publication_event (site_id, occurred_at);

-- The judgements that stand: reversed ones do not count.
CREATE VIEW standing_judgement AS
  SELECT o.publication_id, o.event_id AS judgement_id, o.targets, o.invalidation_id, o.detail ->> 'reason' AS reason,
         o.detail ->> 'author' AS author, o.occurred_at
  FROM publication_event o
  WHERE o.kind = 'invalidated' AND NOT EXISTS (SELECT FROM publication_event r WHERE r.reverses = o.event_id);

-- What was told and holds. Whoever draws a conclusion from the log reads this, and never the table.
CREATE VIEW valid_event AS
  SELECT e.* FROM publication_event e
  WHERE e.source <> 'operator'
    AND NOT EXISTS (SELECT FROM standing_judgement j
                    WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets));

-- Readers of v1 take every row for true: they are shown what is.
CREATE OR REPLACE VIEW publication_timeline_v1 AS
  SELECT o.publication_id, o.event_id, o.position, o.source, o.kind, o.generation, o.revision, o.attempt, o.occurred_at,
         o.recorded_at, c.reason AS conflict, o.detail
  FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.publication_id
             ORDER BY r.reaches, r.source = 'receipt', r.ledger_sequence, r.occurred_at, r.event_id) AS position
    FROM (
      SELECT e.*, CASE e.source
               WHEN 'request' THEN e.revision
               ELSE max(e.revision) FILTER (WHERE e.source = 'receipt')
                 OVER (PARTITION BY e.publication_id ORDER BY e.ledger_sequence, e.occurred_at, e.event_id)
             END AS reaches
      FROM valid_event e
    ) r
  ) o LEFT JOIN publication_conflict c ON c.event_id = o.event_id;

-- All that was ever said, judgements included. The valid ones stand in the order of the fold, an invalidated one where it
-- would stand, judgements last in their own order.
CREATE VIEW publication_timeline_v2 AS
  SELECT o.publication_id, o.event_id, o.position, o.source, o.kind, o.generation, o.revision, o.attempt, o.occurred_at,
         o.recorded_at, c.reason AS conflict, o.detail, o.valid, j.reason AS invalidation_reason, j.author AS invalidation_author,
         j.occurred_at AS invalidated_at, j.judgement_id AS invalidated_by
  FROM (
    SELECT r.*, row_number() OVER (PARTITION BY r.publication_id
             ORDER BY r.source = 'operator', r.reaches NULLS FIRST, r.source = 'receipt', r.ledger_sequence, r.occurred_at,
                      r.event_id) AS position
    FROM (
      SELECT v.*, CASE v.source
               WHEN 'request' THEN v.revision
               WHEN 'receipt' THEN max(v.revision) FILTER (WHERE v.source = 'receipt' AND v.valid)
                 OVER (PARTITION BY v.publication_id ORDER BY v.ledger_sequence, v.occurred_at, v.event_id)
             END AS reaches
      FROM (
        SELECT e.*, NOT EXISTS (SELECT FROM standing_judgement j
                                WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets)) AS valid
        FROM publication_event e
      ) v
    ) r
  ) o
  LEFT JOIN publication_conflict c ON c.event_id = o.event_id
  LEFT JOIN LATERAL (SELECT j.* FROM standing_judgement j
                     WHERE j.publication_id = o.publication_id AND o.event_id = ANY (j.targets)
                     ORDER BY j.occurred_at, j.judgement_id LIMIT 1) j ON true;

-- What subscribers were last told of a publication, as a fingerprint: a correction tells them only what they do not know.
ALTER TABLE publication_stream ADD COLUMN told text CHECK (told ~ '^1:[0-9a-f]{32}:[0-9a-f]{32}$');

-- A row that no valid event accounts for goes away.
GRANT DELETE ON publication_status TO status_projector;
GRANT SELECT, INSERT ON invalidation TO status_projector;
GRANT SELECT ON standing_judgement, valid_event, publication_timeline_v2 TO status_projector;
GRANT SELECT ON publication_timeline_v2 TO publish_api;
