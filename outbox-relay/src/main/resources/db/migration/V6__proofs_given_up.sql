-- Kafka lost records that had been read back from it: which of the proofs speak of those is not known, so all of them are given up,
-- and the topics are read from their beginning. What is there is proven again; what is not is missing from now on, and is sent again.

-- Which set of proofs stands: whoever judged by another one, or read for another one, begins anew. given_up stands until they are gone.
CREATE TABLE proofs (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  number   bigint  NOT NULL CHECK (number > 0),
  given_up boolean NOT NULL
);
GRANT SELECT ON proofs TO outbox_relay;

-- Waits for nobody, so that a loss that was seen is on record at once.
CREATE FUNCTION give_up_proofs() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = outbox_relay, pg_temp AS $$
  INSERT INTO proofs (number, given_up) VALUES (1, true)
  ON CONFLICT (only_one) DO UPDATE SET number = proofs.number + 1, given_up = true;
$$;

-- The number of the set of proofs that stands; what is given up is gone then, under a number of its own: whoever counted or judged by
-- what was given up and not gone yet begins anew too. Waits for whoever reads proofs, but not for long.
CREATE FUNCTION standing_proofs() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = outbox_relay, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  standing proofs%ROWTYPE;
BEGIN
  SELECT * INTO standing FROM proofs;
  WHILE standing.given_up LOOP
    LOCK TABLE observed IN ACCESS EXCLUSIVE MODE; -- from here on one at a time, so it is asked again
    IF EXISTS (SELECT FROM proofs WHERE given_up) THEN
      TRUNCATE observed;
      DELETE FROM observed_position;
      UPDATE proofs SET number = number + 1, given_up = false;
    END IF;
    SELECT * INTO standing FROM proofs;
  END LOOP;
  RETURN coalesce(standing.number, 0);
END
$$;

REVOKE ALL ON FUNCTION give_up_proofs(), standing_proofs() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_up_proofs(), standing_proofs() TO outbox_relay;
