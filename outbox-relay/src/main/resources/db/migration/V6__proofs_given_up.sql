-- Kafka lost records that had been read back from it: which of the proofs speak of those is not known, so all of them go, and the
-- topics are read from their beginning. What is there is proven again; what is not is missing from now on, and is sent again.
CREATE FUNCTION give_up_proofs() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = outbox_relay, pg_temp SET lock_timeout = '3s' AS $$
BEGIN
  TRUNCATE observed;
  DELETE FROM observed_position;
END
$$;
REVOKE ALL ON FUNCTION give_up_proofs() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_up_proofs() TO outbox_relay;
