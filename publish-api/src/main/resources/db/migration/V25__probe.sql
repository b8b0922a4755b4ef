-- How a service knows that nothing hides its rows: a row that is always there, and what the session that asks can tell of itself.
CREATE TABLE probe (there boolean PRIMARY KEY DEFAULT true CHECK (there));
INSERT INTO probe DEFAULT VALUES;
GRANT SELECT ON probe TO publish_api;

-- row_security: tables of this schema whose rows a policy hides from this role, or from the owner in whose name the others read our views.
-- The service's own sessions refuse a query that a policy would thin out (row_security = off); to ask about it, this one looks through it.
CREATE FUNCTION database_context(
  OUT in_recovery boolean, OUT isolation text, OUT read_only boolean, OUT transaction_id text, OUT snapshot text,
  OUT session_role text, OUT row_security text[], OUT visible_rows bigint
) LANGUAGE sql STABLE SECURITY INVOKER SET search_path = publish_api, pg_temp SET row_security = on AS $$
  SELECT pg_is_in_recovery(), current_setting('transaction_isolation'), current_setting('transaction_read_only')::boolean,
         pg_current_xact_id_if_assigned()::text, pg_current_snapshot()::text, session_user::text,
         ARRAY(SELECT c.relname::text FROM pg_class c
                WHERE c.relnamespace = 'publish_api'::regnamespace AND c.relkind IN ('r', 'p')
                  AND (row_security_active(c.oid) OR c.relforcerowsecurity)
                ORDER BY 1 LIMIT 20),
         (SELECT count(*) FROM probe)
$$;
REVOKE ALL ON FUNCTION database_context() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION database_context() TO publish_api;

-- The same as a rule of each job: what was decided of it was decided at this isolation. Jobs from before are not judged.
ALTER TABLE publish_job ADD CONSTRAINT enqueued_at_read_committed CHECK (context ->> 'isolation' = 'read committed') NOT VALID;
