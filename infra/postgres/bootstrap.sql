-- Lays the ground for the four services in one database: a schema and two roles per service, the PostgreSQL
-- publication that the relay streams, and the one function by which a service enrols its outbox in it.
--
-- Run by a superuser, in the database `colophon`, as often as one likes. Passwords come in as session settings
-- (colophon.password.<role>), so that no secret stands in this file:
--   SELECT set_config('colophon.password.publish_api', '...', false);
--
-- <service>_owner migrates (owns its schema, DDL); <service> is the run-time role (no DDL, what its migrations grant).

DO $$
DECLARE
  service text;
  login text;
  secret text;
BEGIN
  FOREACH service IN ARRAY ARRAY['publish_api', 'outbox_relay', 'wordpress_publisher', 'status_projector'] LOOP
    FOREACH login IN ARRAY ARRAY[service || '_owner', service] LOOP
      secret := current_setting('colophon.password.' || login, true);
      IF coalesce(secret, '') = '' THEN
        RAISE EXCEPTION 'no password for role %', login
          USING HINT = format('set it first: SELECT set_config(''colophon.password.%s'', ''...'', false)', login);
      END IF;
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', login);
      END IF;
      EXECUTE format('ALTER ROLE %I PASSWORD %L', login, secret);
      EXECUTE format('ALTER ROLE %I SET search_path = %I', login, service);
      -- A commit that a crash can take back would be a lie: whatever the server's default, ours wait for the disk.
      EXECUTE format('ALTER ROLE %I SET synchronous_commit = on', login);
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
    END LOOP;
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', service, service || '_owner');
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', service, service);
  END LOOP;
  ALTER ROLE outbox_relay REPLICATION;
  -- To name the session whose open transaction holds the stream back, and since when: pg_stat_activity hides it otherwise.
  GRANT pg_read_all_stats TO outbox_relay;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'colophon_outbox') THEN
    -- insert only: an outbox row is said once; retention may delete it later without a word on Kafka.
    CREATE PUBLICATION colophon_outbox WITH (publish = 'insert');
  END IF;
END
$$;

-- What the relay needs of an outbox beside its stream: to read it again, by age, and (its owner role alone, in the one
-- function that asks whether the row was observed in Kafka) to let a row go. Nobody's to call.
CREATE OR REPLACE FUNCTION outbox_relay.prepare_outbox(outbox regclass) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  home CONSTANT name := (SELECT nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid WHERE c.oid = outbox);
BEGIN
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (created_at)',
                 (SELECT relname || '_by_age' FROM pg_class WHERE oid = outbox), outbox);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO outbox_relay, outbox_relay_owner', home);
  EXECUTE format('GRANT SELECT ON %s TO outbox_relay', outbox);
  EXECUTE format('GRANT SELECT, DELETE ON %s TO outbox_relay_owner', outbox);
END
$$;
REVOKE ALL ON FUNCTION outbox_relay.prepare_outbox(regclass) FROM PUBLIC;

-- A service's owner calls this from its migration. Only a table's owner can enrol it, and only a table of the agreed
-- columns: the three outboxes and the relay's own are read by one configuration.
CREATE OR REPLACE FUNCTION outbox_relay.enrol_outbox(outbox regclass) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  owner name;
  columns text;
  agreed CONSTANT text := 'id uuid, topic text, message_key text, type text, source text, sequence bigint, '
    || 'occurred_at timestamp with time zone, traceparent text, payload text, created_at timestamp with time zone';
BEGIN
  SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = outbox;
  IF owner <> session_user THEN
    RAISE EXCEPTION 'only its owner % can enrol %', owner, outbox;
  END IF;
  SELECT string_agg(format('%s %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute WHERE attrelid = outbox AND attnum > 0 AND NOT attisdropped;
  IF columns IS DISTINCT FROM agreed THEN
    RAISE EXCEPTION 'the columns of % are not those of an outbox', outbox
      USING DETAIL = 'found: ' || columns, HINT = 'agreed: ' || agreed;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                 WHERE p.pubname = 'colophon_outbox' AND r.prrelid = outbox) THEN
    EXECUTE format('ALTER PUBLICATION colophon_outbox ADD TABLE %s', outbox);
  END IF;
  PERFORM outbox_relay.prepare_outbox(outbox);
END
$$;
REVOKE ALL ON FUNCTION outbox_relay.enrol_outbox(regclass) FROM PUBLIC;
GRANT USAGE ON SCHEMA outbox_relay TO publish_api_owner, wordpress_publisher_owner, status_projector_owner;
GRANT EXECUTE ON FUNCTION outbox_relay.enrol_outbox(regclass)
  TO publish_api_owner, outbox_relay_owner, wordpress_publisher_owner, status_projector_owner;

-- Outboxes enrolled before the relay needed as much.
SELECT outbox_relay.prepare_outbox(r.prrelid)
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE p.pubname = 'colophon_outbox';
