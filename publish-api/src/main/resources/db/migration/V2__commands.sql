-- Besides publishing, a job may ask that a publication be unpublished, cancelled or tried again. Each is a revision of its
-- own, with a variant of its own, and says who asked and why.

ALTER TABLE publish_job DROP CONSTRAINT publish_job_action_check;
ALTER TABLE publish_job ADD CONSTRAINT publish_job_action_check
  CHECK (action IN ('publish', 'unpublish', 'cancel', 'retry'));
ALTER TABLE publish_job
  ADD COLUMN requested_by uuid REFERENCES client,
  ADD COLUMN reason text CHECK (length(reason) BETWEEN 1 AND 500);
UPDATE publish_job j SET requested_by = p.client_id FROM publication p WHERE p.id = j.publication_id;
ALTER TABLE publish_job ALTER COLUMN requested_by SET NOT NULL;
ALTER TABLE publish_job ADD CONSTRAINT only_publishing_can_wait CHECK (publish_at IS NULL OR action = 'publish');
ALTER TABLE publish_job ADD CONSTRAINT commands_follow_a_publish CHECK (action = 'publish' OR revision > 1);

-- The newest revision that says what is wanted. A cancellation wants nothing of its own: whether it came in time only its
-- receipt tells, and until then the revision before it is what the status must speak of.
ALTER TABLE publication ADD COLUMN wanted_revision bigint NOT NULL DEFAULT 0;
UPDATE publication SET wanted_revision = requested_revision;
ALTER TABLE publication ADD CONSTRAINT wanted_was_requested CHECK (wanted_revision BETWEEN 0 AND requested_revision);

DROP FUNCTION enqueue_publication(uuid, uuid, uuid, bigint, text, timestamptz, bytea, timestamptz, uuid, text, text);

-- The one way into publish_job and the outbox, for every path and every action. The caller holds the publication's row
-- lock and says which revision it believes to be next: two that believe the same cannot both pass.
CREATE FUNCTION enqueue_publication(
  job uuid, publication uuid, variant uuid, revision bigint, action text, slug text, publish_at timestamptz,
  fingerprint bytea, requested_at timestamptz, requested_by uuid, reason text, message uuid, payload text, traceparent text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = publish_api, pg_temp AS $$
#variable_conflict use_column
DECLARE
  asked publication%ROWTYPE;
BEGIN
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
                           action, publish_at, slug, fingerprint, requested_at, requested_by, reason)
    VALUES (enqueue_publication.job, asked.id, asked.story_id, asked.placement, enqueue_publication.variant,
            (SELECT v.placement FROM variant v WHERE v.id = enqueue_publication.variant), asked.generation,
            asked.requested_revision, enqueue_publication.action, enqueue_publication.publish_at, enqueue_publication.slug,
            enqueue_publication.fingerprint, enqueue_publication.requested_at, enqueue_publication.requested_by,
            enqueue_publication.reason);
  INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
    VALUES (enqueue_publication.message, 'publishing.requests.v1', asked.id::text,
            'dev.colophon.publication.requested.v1', '/colophon/publish-api', asked.messages,
            enqueue_publication.requested_at, enqueue_publication.traceparent, enqueue_publication.payload);
END
$$;

REVOKE ALL ON FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text) TO publish_api;
