-- Lays the ground for the four services in one database: a schema and two roles per service, the PostgreSQL
-- publication that the relay streams, and the one function by which a service enrols its outbox in it.
--
-- Run by a superuser, in the database `colophon`, as often as one likes. Passwords come in as session settings
-- (colophon.password.<role>), so that no secret stands in this file. Since the relay reads what sessions ask, this one stops telling it
-- first:
--   SET track_activities = off;
--   SELECT set_config('colophon.password.publish_api', '...', false);
--
-- <service>_owner migrates (owns its schema, DDL); <service> is the run-time role (no DDL, what its migrations grant). The relay's schema is the
-- superuser's: who owns a schema may drop what stands in it and make it anew, and here stand functions that run with a superuser's rights.

DO $$
DECLARE
  service text;
  login text;
  secret text;
  foreign_one regprocedure;
  ours CONSTANT text[] := ARRAY['make_day(regclass,date)', 'drop_day(regclass,date)', 'day_of(regclass,date)', 'prepare_outbox(regclass)',
                                'enrol_outbox(regclass)', 'enrol_outbox(text)', 'divide_outbox(regclass)', 'divide_outbox(text)'];
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
  -- Its owner lets others in (its migrations do), and makes what it likes beside them, but nothing until they stand.
  ALTER SCHEMA outbox_relay OWNER TO CURRENT_USER;
  REVOKE CREATE ON SCHEMA outbox_relay FROM PUBLIC, outbox_relay, outbox_relay_owner;
  GRANT USAGE ON SCHEMA outbox_relay TO outbox_relay_owner WITH GRANT OPTION;
  -- Replaced below they would still be whose they were, and another of the same name might be the one that is called: what bears such a
  -- name and is not ours goes. If something depends on it, the script stops here.
  FOR foreign_one IN SELECT p.oid FROM pg_proc p
   WHERE p.pronamespace = 'outbox_relay'::regnamespace
     AND p.proname IN (SELECT split_part(signature, '(', 1) FROM unnest(ours) AS signature)
     AND NOT (pg_get_userbyid(p.proowner) = current_user
              AND p.oid IN (SELECT to_regprocedure('outbox_relay.' || signature) FROM unnest(ours) AS signature
                             WHERE to_regprocedure('outbox_relay.' || signature) IS NOT NULL)) LOOP
    EXECUTE format('DROP ROUTINE %s', foreign_one);
  END LOOP;
  ALTER ROLE outbox_relay REPLICATION;
  -- To name the session whose open transaction holds the stream back, and since when: pg_stat_activity hides it otherwise.
  GRANT pg_read_all_stats TO outbox_relay;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- A session's own relations come before the catalogue's wherever a path does not name pg_temp, so each function here does, as the last;
-- and nobody makes any.
DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'colophon_outbox') THEN
    -- insert only: an outbox row is said once; retention may delete it later without a word on Kafka.
    CREATE PUBLICATION colophon_outbox WITH (publish = 'insert');
  END IF;
  -- An outbox is one table to its readers, whatever day of it a row stands in.
  ALTER PUBLICATION colophon_outbox SET (publish_via_partition_root = true);
END
$$;

-- The days of an outbox, in UTC. Both run with the rights of the outbox's owner and wait for locks a fifth of a second at most: behind
-- such a wait the door waits too. Who cannot have a lock now comes again.

-- Makes the table beside its parent and attaches it, since CREATE TABLE ... PARTITION OF would lock out every writer. False if there
-- is one, or if it cannot be now: rows of a day without a table stand in the default partition, and keep it from being made.
CREATE OR REPLACE FUNCTION outbox_relay.make_day(outbox regclass, day date) RETURNS boolean
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  part CONSTANT text := outbox_relay.day_of(outbox, day);
BEGIN
  IF to_regclass(part) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', part,
                 (SELECT partdefid::regclass FROM pg_partitioned_table WHERE partrelid = outbox));
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', outbox, part,
                 day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
  RETURN true;
EXCEPTION WHEN lock_not_available OR check_violation THEN
  RETURN false;
END
$$;

-- Lets a day go whole: `let_go` rows, all of them observed in Kafka. Otherwise it stays, `kept_for` so many that were not; both are
-- NULL where there is no such day, or somebody uses it. A transaction that wrote into it and has not ended is somebody: SHARE waits for it.
CREATE OR REPLACE FUNCTION outbox_relay.drop_day(outbox regclass, day date, OUT let_go bigint, OUT kept_for bigint)
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  part CONSTANT text := outbox_relay.day_of(outbox, day);
BEGIN
  IF day >= (clock_timestamp() AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'the day % is not over', day;
  END IF;
  IF to_regclass(part) IS NULL THEN
    RETURN;
  END IF;
  EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', part);
  EXECUTE format('SELECT count(*) FROM %s o WHERE NOT EXISTS (SELECT FROM outbox_relay.observed_v1 k WHERE k.event_id = o.id)',
                 part) INTO kept_for;
  IF kept_for > 0 THEN
    RETURN;
  END IF;
  EXECUTE format('SELECT count(*) FROM %s', part) INTO let_go;
  EXECUTE format('DROP TABLE %s', part);
EXCEPTION WHEN lock_not_available THEN
  let_go := NULL;
  kept_for := NULL;
END
$$;

CREATE OR REPLACE FUNCTION outbox_relay.day_of(outbox regclass, day date) RETURNS text STABLE LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('%I.%I', n.nspname, c.relname || to_char(day, '_YYYYMMDD'))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = outbox
$$;

-- What the relay needs of an outbox beside its stream: to read it again, by age, and to let rows go that were observed in Kafka. A
-- divided one goes by days, through two functions of its owner that the relay alone may call; what stands in its default partition,
-- and an outbox that is not divided, goes by small deletes, which the relay's owner makes in one function. Nobody's to call.
CREATE OR REPLACE FUNCTION outbox_relay.prepare_outbox(outbox regclass) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  home CONSTANT name := (SELECT nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid WHERE c.oid = outbox);
  owner CONSTANT name := (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = outbox);
  swept regclass := outbox;
  call text;
BEGIN
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (created_at)',
                 (SELECT relname || '_by_age' FROM pg_class WHERE oid = outbox), outbox);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO outbox_relay, outbox_relay_owner', home);
  EXECUTE format('GRANT SELECT ON %s TO outbox_relay, outbox_relay_owner', outbox);
  IF EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = outbox) THEN
    SELECT partdefid INTO swept FROM pg_partitioned_table WHERE partrelid = outbox;
    FOREACH call IN ARRAY ARRAY['make', 'drop'] LOOP
      EXECUTE format('CREATE OR REPLACE FUNCTION %I.%I(day date%s LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L',
                     home, call || '_outbox_day',
                     CASE call WHEN 'make' THEN ') RETURNS boolean' ELSE ', OUT let_go bigint, OUT kept_for bigint)' END,
                     -- By its types, or another function of that name would be as good: whose, nobody looks.
                     format('SELECT * FROM outbox_relay.%I(%L::regclass, day)', call || '_day', outbox));
      EXECUTE format('ALTER FUNCTION %I.%I(date) OWNER TO %I', home, call || '_outbox_day', owner);
      EXECUTE format('REVOKE ALL ON FUNCTION %I.%I(date) FROM PUBLIC', home, call || '_outbox_day');
      EXECUTE format('GRANT EXECUTE ON FUNCTION %I.%I(date) TO outbox_relay', home, call || '_outbox_day');
    END LOOP;
  END IF;
  EXECUTE format('GRANT SELECT, DELETE ON %s TO outbox_relay_owner', swept);
END
$$;
REVOKE ALL ON FUNCTION outbox_relay.prepare_outbox(regclass) FROM PUBLIC;

-- A service's owner calls this from its migration. Only a table's owner can enrol it, and only a table of the agreed
-- columns: the three outboxes and the relay's own are read by one configuration.
CREATE OR REPLACE FUNCTION outbox_relay.enrol_outbox(outbox regclass) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  owner name;
  columns text;
  part regclass;
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
  -- What was the whole outbox before it was divided is a part of it now.
  FOR part IN SELECT r.prrelid FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                JOIN pg_inherits i ON i.inhrelid = r.prrelid
               WHERE p.pubname = 'colophon_outbox' AND i.inhparent = outbox LOOP
    EXECUTE format('ALTER PUBLICATION colophon_outbox DROP TABLE %s', part);
  END LOOP;
  PERFORM outbox_relay.prepare_outbox(outbox);
END
$$;

-- Divides an outbox into days, once; called by its owner, in a migration. What stands in it stays where it is, as the part that ends
-- today: no row is written again, so none is sent again. The rights on it are granted anew by the caller. Ids and numbers are unique within
-- a part, by its own constraints; across days the counter that gives a number keeps it from coming twice (decision 0023).
CREATE OR REPLACE FUNCTION outbox_relay.divide_outbox(outbox regclass) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today CONSTANT date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  root CONSTANT text := outbox::text;
  name CONSTANT name := (SELECT relname FROM pg_class WHERE oid = outbox);
  part CONSTANT text := outbox_relay.day_of(outbox, today);
  old record;
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = outbox) = 'p' THEN
    RETURN;
  END IF;
  FOR old IN SELECT DISTINCT a.grantee::regrole AS role FROM pg_class c, aclexplode(c.relacl) a
              WHERE c.oid = outbox AND a.grantee <> c.relowner LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s', root, old.role);
  END LOOP;
  EXECUTE format('ALTER INDEX %s_by_age RENAME TO %I', root, name || to_char(today, '_YYYYMMDD') || '_by_age');
  EXECUTE format('ALTER TABLE %s RENAME TO %I', root, name || to_char(today, '_YYYYMMDD'));
  EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (created_at)', root, part);
  EXECUTE format('CREATE TABLE %s_default (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', root, part);
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (MINVALUE) TO (%L)', root, part,
                 (today + 1)::timestamp AT TIME ZONE 'UTC');
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %1$s_default DEFAULT', root);
  PERFORM outbox_relay.enrol_outbox(root::regclass);
END
$$;

-- Migrations name their outbox by a bare literal. Of the functions that could take it PostgreSQL chooses one of text before all others, so
-- that place is taken: whoever may create in this schema could put another's there, which would run as the outbox's owner.
CREATE OR REPLACE FUNCTION outbox_relay.enrol_outbox(outbox text) RETURNS void LANGUAGE sql AS $$
  SELECT outbox_relay.enrol_outbox(outbox::pg_catalog.regclass)
$$;
CREATE OR REPLACE FUNCTION outbox_relay.divide_outbox(outbox text) RETURNS void LANGUAGE sql AS $$
  SELECT outbox_relay.divide_outbox(outbox::pg_catalog.regclass)
$$;

REVOKE ALL ON FUNCTION outbox_relay.make_day(regclass, date), outbox_relay.drop_day(regclass, date), outbox_relay.day_of(regclass, date),
  outbox_relay.divide_outbox(regclass), outbox_relay.divide_outbox(text),
  outbox_relay.enrol_outbox(regclass), outbox_relay.enrol_outbox(text) FROM PUBLIC;
GRANT USAGE ON SCHEMA outbox_relay TO publish_api_owner, wordpress_publisher_owner, status_projector_owner;
GRANT EXECUTE ON FUNCTION outbox_relay.enrol_outbox(regclass), outbox_relay.enrol_outbox(text)
  TO publish_api_owner, outbox_relay_owner, wordpress_publisher_owner, status_projector_owner;
GRANT EXECUTE ON FUNCTION outbox_relay.make_day(regclass, date), outbox_relay.drop_day(regclass, date),
  outbox_relay.day_of(regclass, date), outbox_relay.divide_outbox(regclass), outbox_relay.divide_outbox(text)
  TO publish_api_owner, wordpress_publisher_owner, status_projector_owner;

GRANT CREATE ON SCHEMA outbox_relay TO outbox_relay_owner;

-- Outboxes enrolled before the relay needed as much. By its type, or one of oid would be the nearer.
SELECT outbox_relay.prepare_outbox(r.prrelid::regclass)
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE p.pubname = 'colophon_outbox';
