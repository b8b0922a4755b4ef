-- Who ran statements that name the status or what it is made of, as pg_stat_statements has counted them in this database since it was last
-- reset. Of a statement's text nothing is told but the relation it names: that of a command can hold a secret (ALTER ROLE ... PASSWORD).
-- The owner alone reads it, once it was given pg_read_all_stats; where the extension is not there, or is not loaded, nothing is told.
CREATE FUNCTION statements_naming_status() RETURNS TABLE (role_id oid, relation text, calls bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  home CONSTANT name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                          WHERE e.extname = 'pg_stat_statements');
BEGIN
  IF home IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($query$
    SELECT s.userid, named.relation, CAST(sum(s.calls) AS bigint)
    FROM %I.pg_stat_statements s
    JOIN unnest(ARRAY['publication_status', 'publication_event', 'valid_event']) AS named (relation)
      ON s.query ~* ('\m' || named.relation || '\M')
    WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    GROUP BY s.userid, named.relation
    $query$, home);
EXCEPTION WHEN object_not_in_prerequisite_state OR insufficient_privilege THEN
  RETURN;
END
$$;
REVOKE ALL ON FUNCTION statements_naming_status() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statements_naming_status() TO status_projector;
