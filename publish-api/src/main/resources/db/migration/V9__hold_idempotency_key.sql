-- Holding a key and reading its first answer is one call: the lock comes first, and what is read under it is read by a snapshot
-- of its own (volatile), which sees whatever the transaction before had committed when the lock was free.
-- Two keys of one hash wait for each other needlessly, and harmlessly: the primary key tells them apart.
CREATE FUNCTION hold_idempotency_key(client uuid, operation text, key text)
  RETURNS TABLE (request bytea, status smallint, location text, answer text)
  LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = publish_api, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(
    concat_ws(' ', hold_idempotency_key.client, hold_idempotency_key.operation, hold_idempotency_key.key), 0));
  RETURN QUERY SELECT k.request, k.status, k.location, k.answer FROM idempotency_key k
    WHERE k.client_id = hold_idempotency_key.client AND k.operation = hold_idempotency_key.operation
      AND k.key = hold_idempotency_key.key;
END
$$;

REVOKE ALL ON FUNCTION hold_idempotency_key(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_idempotency_key(uuid, text, text) TO publish_api;
