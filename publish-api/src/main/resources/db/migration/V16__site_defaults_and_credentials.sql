-- What a story is given at a site where it says nothing of it. Settled when a job is accepted and kept with the job, so that no
-- later change of the site's defaults changes what was accepted, nor what a retry of it publishes.
ALTER TABLE site
  ADD COLUMN default_author     bigint CHECK (default_author > 0),
  ADD COLUMN default_categories text[] NOT NULL DEFAULT '{}'
                                CHECK (cardinality(default_categories) <= 20 AND array_position(default_categories, NULL) IS NULL),
  ADD COLUMN default_visibility text   CHECK (default_visibility IN ('public', 'draft', 'private'));

GRANT UPDATE (default_author, default_categories, default_visibility) ON site TO publish_api;

-- What a variant says nothing of. Those from before this left nothing open: they mean what they meant.
ALTER TABLE variant
  ADD COLUMN left_open text[] NOT NULL DEFAULT '{}' CHECK (left_open <@ ARRAY['author', 'categories', 'visibility']),
  ADD CONSTRAINT variant_left_open_is_not_said CHECK (
    (NOT 'author' = ANY (left_open) OR author_id IS NULL)
    AND (NOT 'categories' = ANY (left_open) OR cardinality(categories) = 0)
    AND (NOT 'visibility' = ANY (left_open) OR visibility = 'public'));

-- What the job took of the defaults that its site then had.
ALTER TABLE publish_job
  ADD COLUMN author_taken     bigint CHECK (author_taken > 0),
  ADD COLUMN categories_taken text[] NOT NULL DEFAULT '{}'
                              CHECK (cardinality(categories_taken) <= 20 AND array_position(categories_taken, NULL) IS NULL),
  ADD COLUMN visibility_taken text   CHECK (visibility_taken IN ('public', 'draft', 'private')),
  ADD CONSTRAINT publish_job_page_takes_no_categories CHECK (placement <> 'page' OR cardinality(categories_taken) = 0);

DROP FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text);

-- As before, and it keeps what was taken of the site's defaults: only what the variant left open can be.
CREATE FUNCTION enqueue_publication(
  job uuid, publication uuid, variant uuid, revision bigint, action text, slug text, publish_at timestamptz,
  fingerprint bytea, requested_at timestamptz, requested_by uuid, reason text, message uuid, payload text, traceparent text,
  author_taken bigint DEFAULT NULL, categories_taken text[] DEFAULT '{}', visibility_taken text DEFAULT NULL
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
            enqueue_publication.reason, database_context(enqueue_publication.variant),
            enqueue_publication.author_taken, enqueue_publication.categories_taken, enqueue_publication.visibility_taken);
  INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
    VALUES (enqueue_publication.message, 'publishing.requests.v1', asked.id::text,
            'dev.colophon.publication.requested.v1', '/colophon/publish-api', asked.messages,
            enqueue_publication.requested_at, enqueue_publication.traceparent, enqueue_publication.payload);
END
$$;

REVOKE ALL ON FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text, bigint, text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_publication(
  uuid, uuid, uuid, bigint, text, text, timestamptz, bytea, timestamptz, uuid, text, uuid, text, text, bigint, text[], text) TO publish_api;

-- How old a site's credentials are, and which key of the keyset sealed them (Tink's prefix of the sealed data key: a name, no secret).
CREATE VIEW site_credentials_v1 AS
  SELECT id AS site_id, state, credentials_set_at, substring(credentials_sealed FROM 5 FOR 5) AS sealed_with FROM site;
GRANT SELECT ON site_credentials_v1 TO wordpress_publisher;
