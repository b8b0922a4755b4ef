-- Where and how a job was enqueued: kept with the job, so that nobody has to believe that it was the primary.

-- What the session that asks can tell of itself. A transaction that has not written yet has no id, but always a snapshot.
-- visible_rows: how many rows of the variant that is asked for it sees; 1, or the look-up was blind.
CREATE FUNCTION database_context(variant uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY INVOKER
  SET search_path = publish_api, pg_temp AS $$
  SELECT jsonb_build_object(
    'inRecovery', pg_is_in_recovery(),
    'isolation', current_setting('transaction_isolation'),
    'readOnly', current_setting('transaction_read_only')::boolean,
    'transactionId', pg_current_xact_id_if_assigned()::text,
    'snapshot', pg_current_snapshot()::text,
    'role', session_user,
    'rowSecurity', row_security_active('publish_api.variant'),
    'visibleRows', (SELECT count(*) FROM variant v WHERE v.id = database_context.variant))
$$;

ALTER TABLE publish_job ADD COLUMN context jsonb;
ALTER TABLE publish_job ADD CONSTRAINT enqueued_on_a_primary_that_saw_its_variant CHECK (
  context IS NULL  -- of a job from before this was recorded
  OR (context ?& ARRAY['inRecovery', 'isolation', 'readOnly', 'transactionId', 'snapshot', 'role', 'rowSecurity', 'visibleRows']
      AND context -> 'inRecovery' = 'false' AND context -> 'visibleRows' = '1' AND context ->> 'transactionId' IS NOT NULL));

-- As before, and it records the context.
CREATE OR REPLACE FUNCTION enqueue_publication(
  job uuid, publication uuid, variant uuid, revision bigint, action text, slug text, publish_at timestamptz,
  fingerprint bytea, requested_at timestamptz, requested_by uuid, reason text, message uuid, payload text, traceparent text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = publish_api, pg_temp AS $$
#variable_conflict use_column
DECLARE
  asked publication%ROWTYPE;
BEGIN
  IF pg_is_in_recovery() THEN
    RAISE EXCEPTION 'this server is a standby: nothing is enqueued here' USING ERRCODE = 'read_only_sql_transaction';
  END IF;
  UPDATE publication p SET requested_revision = p.requested_revision + 1, messages = p.messages + 1,
      wanted_revision = CASE enqueue_publication.action WHEN 'cancel' THEN p.wanted_revision ELSE p.requested_revision + 1 END
    WHERE p.id = enqueue_publication.publication AND p.requested_revision + 1 = enqueue_publication.revision
    RETURNING p.* INTO asked;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'revision % is not the next of publication %', enqueue_publication.revision,
      enqueue_publication.publication USING ERRCODE = 'serialization_failure';
  END IF;
  UPDATE publish_job j SET superseded_at = enqueue_publication.requested_at
    WHERE j.publication_id = asked.id AND j.superseded_at IS NULL;
  INSERT INTO publish_job (id, publication_id, story_id, placement, variant_id, variant_placement, generation, revision,
                           action, publish_at, slug, fingerprint, requested_at, requested_by, reason, context)
    VALUES (enqueue_publication.job, asked.id, asked.story_id, asked.placement, enqueue_publication.variant,
            (SELECT v.placement FROM variant v WHERE v.id = enqueue_publication.variant), asked.generation,
            asked.requested_revision, enqueue_publication.action, enqueue_publication.publish_at, enqueue_publication.slug,
            enqueue_publication.fingerprint, enqueue_publication.requested_at, enqueue_publication.requested_by,
            enqueue_publication.reason, database_context(enqueue_publication.variant));
  INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
    VALUES (enqueue_publication.message, 'publishing.requests.v1', asked.id::text,
            'dev.colophon.publication.requested.v1', '/colophon/publish-api', asked.messages,
            enqueue_publication.requested_at, enqueue_publication.traceparent, enqueue_publication.payload);
END
$$;

REVOKE ALL ON FUNCTION database_context(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION database_context(uuid) TO publish_api;
