-- Uses of the operations API are kept for 400 days, and then go a few at a time: the console's pages leave one with every look. Each
-- use lets go of more old ones than it adds.
CREATE FUNCTION forget_old_uses() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = wordpress_publisher, pg_temp AS $$
  WITH old AS (
    SELECT id FROM operations_use WHERE used_at < clock_timestamp() - interval '400 days' ORDER BY used_at LIMIT 100
  ), gone AS (
    DELETE FROM operations_use u USING old WHERE u.id = old.id RETURNING u.id
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_old_uses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_old_uses() TO wordpress_publisher;
