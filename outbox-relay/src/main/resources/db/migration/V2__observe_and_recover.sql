-- Which outbox rows were read back from Kafka: written by the relay's observer alone, and the only proof that a row arrived.
-- A partition per day, so that old proofs go by DROP: this table is never updated and never deleted from.
CREATE TABLE observed (
  event_id uuid NOT NULL,
  day      date NOT NULL,
  PRIMARY KEY (event_id, day)
) PARTITION BY RANGE (day);
GRANT SELECT, INSERT ON observed TO outbox_relay;

-- Up to where each partition of Kafka was read back; moved in the transaction that stores what was read.
CREATE TABLE observed_position (
  topic           text   NOT NULL,
  kafka_partition int    NOT NULL CHECK (kafka_partition >= 0),
  next_offset     bigint NOT NULL CHECK (next_offset >= 0),
  PRIMARY KEY (topic, kafka_partition)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
GRANT SELECT, INSERT, UPDATE ON observed_position TO outbox_relay;

CREATE FUNCTION observed_partition(day date) RETURNS name IMMUTABLE LANGUAGE sql
  AS $$ SELECT ('observed_' || to_char(day, 'YYYYMMDD'))::name $$;

-- The run-time role has no DDL: these two functions are all of it.
CREATE FUNCTION make_observed_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = outbox_relay, pg_temp AS $$
BEGIN
  IF to_regclass('outbox_relay.' || observed_partition(day)) IS NULL THEN
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF observed FOR VALUES FROM (%L) TO (%L)',
                   observed_partition(day), day, day + 1);
  END IF;
END
$$;

-- Drops the proofs of a day once no outbox holds a row that they speak of: without its proof such a row would be sent again.
CREATE FUNCTION drop_observed_day(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = outbox_relay, pg_temp AS $$
DECLARE
  outbox regclass;
  needed boolean;
BEGIN
  IF to_regclass('outbox_relay.' || observed_partition(day)) IS NULL THEN
    RETURN false;
  END IF;
  FOR outbox IN SELECT r.prrelid FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                 WHERE p.pubname = 'colophon_outbox' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s o JOIN %I s ON s.event_id = o.id)', outbox, observed_partition(day))
      INTO needed;
    IF needed THEN
      RETURN false;
    END IF;
  END LOOP;
  EXECUTE format('DROP TABLE %I', observed_partition(day));
  RETURN true;
END
$$;

-- Retention: lets go of outbox rows that are older than asked and were observed in Kafka, and of no others, oldest first.
CREATE FUNCTION forget_observed(outbox regclass, created_before timestamptz, rows_max int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = outbox_relay, pg_temp AS $$
DECLARE
  forgotten int;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                  WHERE p.pubname = 'colophon_outbox' AND r.prrelid = outbox) THEN
    RAISE EXCEPTION '% is not an enrolled outbox', outbox;
  END IF;
  EXECUTE format('DELETE FROM %1$s WHERE id IN (
                    SELECT o.id FROM %1$s o
                     WHERE o.created_at < $1 AND EXISTS (SELECT FROM observed s WHERE s.event_id = o.id)
                     ORDER BY o.created_at LIMIT $2)', outbox) USING created_before, rows_max;
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END
$$;

REVOKE ALL ON FUNCTION make_observed_day(date), drop_observed_day(date), forget_observed(regclass, timestamptz, int)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_observed_day(date), drop_observed_day(date), forget_observed(regclass, timestamptz, int)
  TO outbox_relay;

-- A relay that takes the lock takes the next token too; a position saved under an older one changes nothing.
CREATE SEQUENCE relay_token;
GRANT USAGE ON relay_token TO outbox_relay;
ALTER TABLE stream_offset ADD COLUMN token bigint NOT NULL DEFAULT 0;
GRANT DELETE ON stream_offset TO outbox_relay;

-- Whether the door should take in new work. The relay says so from what the slot can still bear; publish-api reads it.
CREATE TABLE intake (
  only_one            boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
  state               text        NOT NULL CHECK (state IN ('open', 'shed')),
  since               timestamptz NOT NULL,
  why                 text        NOT NULL CHECK (why <> ''),
  retry_after_seconds int         NOT NULL CHECK (retry_after_seconds BETWEEN 1 AND 3600)
);
GRANT SELECT, INSERT, UPDATE ON intake TO outbox_relay;
CREATE VIEW intake_v1 AS SELECT state, since, why, retry_after_seconds FROM intake;
GRANT USAGE ON SCHEMA outbox_relay TO publish_api;
GRANT SELECT ON intake_v1 TO publish_api;

-- Who told the relay to do what, when, and what came of it.
CREATE TABLE operation (
  id         uuid        PRIMARY KEY,
  command    text        NOT NULL CHECK (command IN ('reconcile', 'recover')),
  operator   text        NOT NULL CHECK (length(operator) BETWEEN 1 AND 100),
  instance   text        NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at   timestamptz,
  outcome    text        NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'done', 'failed', 'refused')),
  detail     text        NOT NULL DEFAULT '',
  CHECK ((outcome = 'running') = (ended_at IS NULL))
);
GRANT SELECT, INSERT ON operation TO outbox_relay;
GRANT UPDATE (ended_at, outcome, detail) ON operation TO outbox_relay;

-- Stands from the moment a recovery throws the old stream away until all that it left out is sent again. No engine starts
-- meanwhile: what is new would overtake what was left out.
CREATE TABLE recovery (
  only_one  boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
  operation uuid        NOT NULL REFERENCES operation,
  since     timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery TO outbox_relay;
