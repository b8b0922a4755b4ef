-- What a session can tell of itself now names what it looked for, and the policies that might have hidden it.
CREATE OR REPLACE FUNCTION database_context(variant uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY INVOKER
  SET search_path = publish_api, pg_temp AS $$
  SELECT jsonb_build_object(
    'inRecovery', pg_is_in_recovery(),
    'isolation', current_setting('transaction_isolation'),
    'readOnly', current_setting('transaction_read_only')::boolean,
    'transactionId', pg_current_xact_id_if_assigned()::text,
    'snapshot', pg_current_snapshot()::text,
    'role', session_user,
    'rowSecurity', row_security_active('publish_api.variant'),
    'policies', (SELECT coalesce(jsonb_agg(p.polname::text ORDER BY p.polname), '[]') FROM pg_policy p
                  WHERE p.polrelid = 'publish_api.variant'::regclass),
    'variant', database_context.variant,
    'visibleRows', (SELECT count(*) FROM variant v WHERE v.id = database_context.variant))
$$;

DROP FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text, bigint, text[], text);

-- As before, and the context comes from whoever asks: looked at in here it would be the owner's, from whom no policy hides anything.
-- Processes of the release before give none, and get what they got.
CREATE FUNCTION enqueue_publication(
  job uuid, publication uuid, variant uuid, revision bigint, action text, slug text, publish_at timestamptz,
  fingerprint bytea, requested_at timestamptz, requested_by uuid, reason text, message uuid, payload text, traceparent text,
  author_taken bigint DEFAULT NULL, categories_taken text[] DEFAULT '{}', visibility_taken text DEFAULT NULL,
  context jsonb DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = publish_api, pg_temp AS $$
#variable_conflict use_column
DECLARE
  asked publication%ROWTYPE;
  said  variant%ROWTYPE;
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
  IF enqueue_publication.context IS NOT NULL
     AND enqueue_publication.context ->> 'transactionId' IS DISTINCT FROM pg_current_xact_id()::text THEN
    RAISE EXCEPTION 'the context is not that of the transaction which enqueues' USING ERRCODE = 'check_violation';
  END IF;
  IF enqueue_publication.context ->> 'visibleRows' <> '1' THEN
    RAISE EXCEPTION 'whoever asks for the job does not see its variant: %', enqueue_publication.context USING ERRCODE = 'check_violation';
  END IF;
  SELECT v.placement, v.left_open INTO said.placement, said.left_open FROM variant v WHERE v.id = enqueue_publication.variant;
  IF (enqueue_publication.author_taken IS NOT NULL AND NOT 'author' = ANY (said.left_open))
     OR (cardinality(enqueue_publication.categories_taken) > 0 AND NOT 'categories' = ANY (said.left_open))
     OR (enqueue_publication.visibility_taken IS NOT NULL AND NOT 'visibility' = ANY (said.left_open)) THEN
    RAISE EXCEPTION 'variant % says itself what was to be taken of the site''s defaults', enqueue_publication.variant
      USING ERRCODE = 'check_violation';
  END IF;
  UPDATE publish_job j SET superseded_at = enqueue_publication.requested_at
    WHERE j.publication_id = asked.id AND j.superseded_at IS NULL;
  INSERT INTO publish_job (id, publication_id, story_id, placement, variant_id, variant_placement, generation, revision,
                           action, publish_at, slug, fingerprint, requested_at, requested_by, reason, context,
                           author_taken, categories_taken, visibility_taken)
    VALUES (enqueue_publication.job, asked.id, asked.story_id, asked.placement, enqueue_publication.variant,
            said.placement, asked.generation,
            asked.requested_revision, enqueue_publication.action, enqueue_publication.publish_at, enqueue_publication.slug,
            enqueue_publication.fingerprint, enqueue_publication.requested_at, enqueue_publication.requested_by,
            enqueue_publication.reason, coalesce(enqueue_publication.context, database_context(enqueue_publication.variant)),
            enqueue_publication.author_taken, enqueue_publication.categories_taken, enqueue_publication.visibility_taken);
  INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
    VALUES (enqueue_publication.message, 'publishing.requests.v1', asked.id::text,
            'dev.colophon.publication.requested.v1', '/colophon/publish-api', asked.messages,
            enqueue_publication.requested_at, enqueue_publication.traceparent, enqueue_publication.payload);
END
$$;

REVOKE ALL ON FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text, bigint, text[], text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text, bigint, text[], text, jsonb) TO publish_api;
