-- Commands (unpublish, cancel, retry), generations that the ledger itself opens, and a circuit per site.

-- wanted: what else a request may say
ALTER TABLE ledger
  ADD COLUMN override              boolean     NOT NULL DEFAULT false, -- a retry that has not been carried out yet
  ADD COLUMN cancelled             boolean     NOT NULL DEFAULT false, -- nothing is wanted until the next request
  ADD COLUMN cancel_refused        bigint,                             -- revision of the last cancel that came too late
  ADD COLUMN opened_because        text,                               -- why the generation before this one was closed
  ADD COLUMN opened_evidence       text,
  ADD COLUMN last_announced_at     timestamptz,                        -- the next attempt's time as the last receipt told it
  -- Never both cancelled and checkpointed; and nobody works on what is not wanted.
  ADD CHECK (NOT cancelled OR (remote_id IS NULL AND due_at IS NULL AND lease_until IS NULL
             AND settled_revision IS NOT DISTINCT FROM revision)),
  -- A retry counts until its end is told, not longer: the next look must not publish again what an editor takes away.
  ADD CHECK (NOT override OR settled_revision IS DISTINCT FROM revision),
  ADD CHECK ((opened_because IS NULL) = (opened_evidence IS NULL));

ALTER TABLE closed_generation
  ADD COLUMN closed_because text,
  ADD COLUMN evidence       text,
  ADD COLUMN by_revision    bigint;

-- A generation ends only where its post is proved to be gone, or where it never had one; one at a time.
CREATE OR REPLACE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.publication_id, NEW.site_id, NEW.placement) IS DISTINCT FROM (OLD.publication_id, OLD.site_id, OLD.placement) THEN
    RAISE EXCEPTION 'publication % stays at its site and in its placement', OLD.publication_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.generation < OLD.generation OR NEW.revision < OLD.revision OR NEW.fencing_token < OLD.fencing_token
     OR NEW.receipt_sequence < OLD.receipt_sequence OR NEW.cancel_refused < OLD.cancel_refused THEN
    RAISE EXCEPTION 'publication %: neither request nor fencing token nor receipts go backwards', OLD.publication_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.generation = OLD.generation THEN
    IF OLD.remote_id IS NOT NULL AND NEW.remote_id IS DISTINCT FROM OLD.remote_id THEN
      RAISE EXCEPTION 'publication %: post % is on record for generation %', OLD.publication_id, OLD.remote_id, OLD.generation
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSE
    IF NEW.remote_id IS NOT NULL THEN
      RAISE EXCEPTION 'publication %: generation % begins without a post', OLD.publication_id, NEW.generation
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.remote_id IS NOT NULL AND (OLD.remote_state NOT IN ('RESERVED', 'REMOVED') OR NOT OLD.override
       OR NEW.opened_because IS NULL OR NEW.generation <> OLD.generation + 1) THEN
      RAISE EXCEPTION 'publication %: post % of generation % is not proved to be gone', OLD.publication_id, OLD.remote_id,
        OLD.generation USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO closed_generation (publication_id, generation, remote_id, remote_state, remote_link, closed_because, evidence,
      by_revision)
    VALUES (OLD.publication_id, OLD.generation, OLD.remote_id, OLD.remote_state, OLD.remote_link,
      CASE WHEN OLD.remote_id IS NOT NULL THEN NEW.opened_because END,
      CASE WHEN OLD.remote_id IS NOT NULL THEN NEW.opened_evidence END, NEW.revision);
  END IF;
  RETURN NEW;
END
$$;

-- Whether a site answers at all, as all publishers see it. Open: nobody speaks to it until circuit_until. Half open: one
-- visit (of circuit_probe) tries, and if it is not heard of by circuit_until another one may.
ALTER TABLE site_state
  ADD COLUMN circuit               text        NOT NULL DEFAULT 'closed' CHECK (circuit IN ('closed', 'open', 'half_open')),
  ADD COLUMN circuit_failures      integer     NOT NULL DEFAULT 0 CHECK (circuit_failures >= 0),
  ADD COLUMN circuit_last_failed   uuid,
  ADD COLUMN circuit_since         timestamptz,
  ADD COLUMN circuit_until         timestamptz,
  ADD COLUMN circuit_openings      integer     NOT NULL DEFAULT 0 CHECK (circuit_openings >= 0),
  ADD COLUMN circuit_probe         uuid,
  ADD COLUMN circuit_code          text,
  ADD COLUMN circuit_detail        text,
  ADD COLUMN circuit_status        integer,
  ADD CHECK ((circuit = 'closed') = (num_nonnulls(circuit_since, circuit_until, circuit_code, circuit_detail) = 0)),
  ADD CHECK (circuit = 'closed' OR num_nulls(circuit_since, circuit_until, circuit_code, circuit_detail) = 0),
  ADD CHECK ((circuit = 'half_open') = (circuit_probe IS NOT NULL)),
  ADD CHECK ((circuit = 'closed') = (circuit_openings = 0));

CREATE INDEX site_state_circuit ON site_state (circuit_until) WHERE circuit <> 'closed';
