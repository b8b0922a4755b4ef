-- Whether an event holds is asked at its own publication's judgements, by their index, one event at a time. As a join PostgreSQL is free to
-- compare each event with each judgement, and each judgement with each event that might take it back. It did so in the transaction that
-- had just written thousands of judgements, of which its statistics knew nothing: the statement ran into its time limit, and the decision
-- with it. OFFSET 0 keeps both questions out of joins.
CREATE OR REPLACE VIEW standing_judgement AS
  SELECT o.publication_id, o.event_id AS judgement_id, o.targets, o.invalidation_id, o.detail ->> 'reason' AS reason,
         o.detail ->> 'author' AS author, o.occurred_at
  FROM publication_event o
  WHERE o.kind = 'invalidated' AND NOT EXISTS (SELECT FROM publication_event r WHERE r.reverses = o.event_id OFFSET 0);

CREATE OR REPLACE VIEW valid_event AS
  SELECT e.* FROM publication_event e
  WHERE e.source <> 'operator'
    AND NOT EXISTS (SELECT FROM standing_judgement j
                    WHERE j.publication_id = e.publication_id AND e.event_id = ANY (j.targets) OFFSET 0);

-- Hardly any event takes a judgement back. Its index held an entry for every event that does not.
CREATE UNIQUE INDEX publication_event_taken_back_once ON publication_event (reverses) WHERE reverses IS NOT NULL;
ALTER TABLE publication_event DROP CONSTRAINT publication_event_reverses_key;
