-- Uses of the operations API are kept for 400 days, and then go a few at a time. The service cannot take any away by itself.
CREATE FUNCTION forget_old_uses() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = status_projector, pg_temp AS $$
  WITH old AS (
    SELECT use_id FROM operations_use WHERE begun_at < clock_timestamp() - interval '400 days' ORDER BY begun_at LIMIT 100
  ), gone AS (
    DELETE FROM operations_use u USING old WHERE u.use_id = old.use_id RETURNING u.use_id
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_old_uses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_old_uses() TO status_projector;
