-- A site with the companion plugin makes a story's post in one request, under a key. That it is about to be sent is committed
-- before: from then on only the key's own post may be put on record for this generation, until the site has shut the request out.
ALTER TABLE ledger
  ADD COLUMN keyed boolean NOT NULL DEFAULT false,
  -- Never both cancelled and perhaps public.
  ADD CHECK (NOT cancelled OR NOT keyed),
  DROP CONSTRAINT ledger_given_up_looks_at_a_post,
  ADD CONSTRAINT ledger_given_up_looks_at_a_post CHECK (NOT given_up OR due_at IS NULL OR remote_id IS NOT NULL OR keyed);

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
    IF OLD.keyed AND NOT NEW.keyed AND (OLD.remote_id IS NOT NULL OR NEW.remote_id IS NOT NULL) THEN
      RAISE EXCEPTION 'publication %: a post on record was made under a key, and stays so', OLD.publication_id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSE
    IF NEW.remote_id IS NOT NULL OR NEW.keyed THEN
      RAISE EXCEPTION 'publication %: generation % begins without a post', OLD.publication_id, NEW.generation
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.remote_id IS NULL AND OLD.keyed THEN
      RAISE EXCEPTION 'publication %: what became of the create under the key of generation % is not known', OLD.publication_id,
        OLD.generation USING ERRCODE = 'integrity_constraint_violation';
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

-- A cancel that met such a request: it is answered when it is known whether there is a post. Of one publication the newest.
CREATE TABLE held_cancel (
  publication_id uuid        PRIMARY KEY REFERENCES ledger,
  revision       bigint      NOT NULL CHECK (revision > 0),
  request        text        NOT NULL CHECK (request IS JSON AND octet_length(request) <= 1000000),
  held_at        timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON held_cancel TO wordpress_publisher;
