-- What publish-api keeps: who may ask (client, api_key), where to publish (site), what (story, variant), and what was
-- accepted (publication, publish_job, idempotency_key, outbox). The run-time role gets no more than its statements need:
-- the outbox and the jobs it cannot write at all, but through enqueue_publication.

CREATE TABLE client (
  id         uuid        PRIMARY KEY,
  name       text        NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  role       text        NOT NULL CHECK (role IN ('client', 'operator', 'admin')),
  created_at timestamptz NOT NULL
);

CREATE TABLE api_key (
  id         uuid        PRIMARY KEY,
  client_id  uuid        NOT NULL REFERENCES client,
  sha256     bytea       NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),  -- of 256 random bits: needs no salt
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX api_key_of_client ON api_key (client_id);

CREATE TABLE site (
  id                  uuid        PRIMARY KEY,
  key                 text        NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  platform            text        NOT NULL CHECK (platform <> ''),           -- data on purpose: a second one needs no DDL
  base_url            text        NOT NULL CHECK (base_url ~ '^https?://[^/?#@]+(/[^?#]*[^/?#])?$' AND length(base_url) <= 500),
  state               text        NOT NULL CHECK (state IN ('active', 'suspended')),
  credentials_sealed  bytea       NOT NULL CHECK (octet_length(credentials_sealed) BETWEEN 1 AND 8192),
  credentials_set_at  timestamptz NOT NULL,
  max_concurrency     int         NOT NULL CHECK (max_concurrency BETWEEN 1 AND 64),
  created_at          timestamptz NOT NULL,
  updated_at          timestamptz NOT NULL
);

CREATE TABLE story (
  id         uuid        PRIMARY KEY,
  client_id  uuid        NOT NULL REFERENCES client,
  story_key  text        NOT NULL CHECK (length(story_key) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL,
  UNIQUE (client_id, story_key),
  UNIQUE (id, client_id)
);

CREATE TABLE variant (
  id           uuid        PRIMARY KEY,
  ordinal      bigint      GENERATED ALWAYS AS IDENTITY,                     -- the highest of a placement is its newest
  story_id     uuid        NOT NULL REFERENCES story,
  placement    text        NOT NULL
                           CHECK (placement IN ('default', 'post', 'page', 'story', 'facebook_story', 'instagram_story')),
  title        text        NOT NULL CHECK (length(title) <= 1000),
  html         text        NOT NULL CHECK (octet_length(html) <= 614400),
  excerpt      text        NOT NULL CHECK (octet_length(excerpt) <= 65536),
  slug         text        CHECK (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(slug) <= 190 AND slug !~ '^colophon-'),
  post_date    timestamptz,
  visibility   text        NOT NULL CHECK (visibility IN ('public', 'draft')),
  password     text        CHECK (length(password) BETWEEN 1 AND 255),       -- the readers', of a protected post: content
  sticky       boolean     NOT NULL,
  categories   text[]      NOT NULL CHECK (cardinality(categories) <= 200 AND array_position(categories, NULL) IS NULL),
  tags         text[]      NOT NULL CHECK (cardinality(tags) <= 100 AND array_position(tags, NULL) IS NULL),
  content_hash bytea       NOT NULL CHECK (octet_length(content_hash) = 32),
  stored_at    timestamptz NOT NULL,
  CHECK (title <> '' OR html <> '' OR excerpt <> ''),
  UNIQUE (id, story_id, placement)
);
CREATE INDEX variant_newest ON variant (story_id, placement, ordinal DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable: store a new row instead', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER variant_is_immutable BEFORE UPDATE ON variant FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE publication (
  id                 uuid        PRIMARY KEY,
  story_id           uuid        NOT NULL,
  client_id          uuid        NOT NULL,                                   -- the story's: lists need no join to be safe
  site_id            uuid        NOT NULL REFERENCES site,
  placement          text        NOT NULL
                                 CHECK (placement IN ('post', 'page', 'story', 'facebook_story', 'instagram_story')),
  slug               text        NOT NULL CHECK (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(slug) <= 190 AND slug !~ '^colophon-'),
  generation         int         NOT NULL CHECK (generation > 0),
  requested_revision bigint      NOT NULL CHECK (requested_revision >= 0),   -- 0 only inside the accepting transaction
  messages           bigint      NOT NULL CHECK (messages >= 0),             -- the outbox's sequence of this publication
  created_at         timestamptz NOT NULL,
  FOREIGN KEY (story_id, client_id) REFERENCES story (id, client_id),
  UNIQUE (story_id, site_id, placement),
  UNIQUE (site_id, placement, slug),
  UNIQUE (id, story_id, placement)
);
CREATE INDEX publication_of_client ON publication (client_id, created_at DESC, id DESC);
CREATE INDEX publication_by_age ON publication (created_at DESC, id DESC);

CREATE TABLE publish_job (
  id                uuid        PRIMARY KEY,
  publication_id    uuid        NOT NULL,
  story_id          uuid        NOT NULL,
  placement         text        NOT NULL,
  variant_id        uuid        NOT NULL,
  variant_placement text        NOT NULL CHECK (variant_placement IN (placement, 'default')),
  generation        int         NOT NULL CHECK (generation > 0),
  revision          bigint      NOT NULL CHECK (revision > 0),
  action            text        NOT NULL CHECK (action = 'publish'),
  publish_at        timestamptz,
  slug              text        NOT NULL,
  fingerprint       bytea       NOT NULL CHECK (octet_length(fingerprint) = 32), -- of all that the client asked for
  requested_at      timestamptz NOT NULL,
  superseded_at     timestamptz,
  FOREIGN KEY (publication_id, story_id, placement) REFERENCES publication (id, story_id, placement),
  FOREIGN KEY (variant_id, story_id, variant_placement) REFERENCES variant (id, story_id, placement),
  UNIQUE (publication_id, revision)
);
CREATE UNIQUE INDEX publish_job_one_live ON publish_job (publication_id) WHERE superseded_at IS NULL;
CREATE INDEX publish_job_of_variant ON publish_job (variant_id);

CREATE TABLE idempotency_key (
  client_id  uuid        NOT NULL REFERENCES client,
  operation  text        NOT NULL CHECK (operation <> ''),
  key        text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request    bytea       NOT NULL CHECK (octet_length(request) = 32),        -- SHA-256 of the body that it came with
  status     smallint    NOT NULL CHECK (status BETWEEN 200 AND 299),        -- a refusal burns no key
  location   text        NOT NULL,
  answer     text        NOT NULL CHECK (answer IS JSON),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (client_id, operation, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

CREATE TABLE outbox (
  id          uuid        PRIMARY KEY,
  topic       text        NOT NULL CHECK (topic IN ('publishing.requests.v1')),
  message_key text        NOT NULL CHECK (message_key <> ''),
  type        text        NOT NULL,
  source      text        NOT NULL,
  sequence    bigint      NOT NULL CHECK (sequence > 0),
  occurred_at timestamptz NOT NULL,
  traceparent text,
  payload     text        NOT NULL CHECK (octet_length(payload) <= 900000 AND payload IS JSON),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (topic, message_key, sequence)
);
SELECT outbox_relay.enrol_outbox('publish_api.outbox');

-- The one way into publish_job and the outbox, for every path that asks for a publication. The caller holds the
-- publication's row lock and says which revision it believes to be next: two that believe the same cannot both pass.
CREATE FUNCTION enqueue_publication(
  job uuid, publication uuid, variant uuid, revision bigint, slug text, publish_at timestamptz, fingerprint bytea,
  requested_at timestamptz, message uuid, payload text, traceparent text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = publish_api, pg_temp AS $$
#variable_conflict use_column
DECLARE
  asked publication%ROWTYPE;
BEGIN
  UPDATE publication p SET requested_revision = p.requested_revision + 1, messages = p.messages + 1
    WHERE p.id = enqueue_publication.publication AND p.requested_revision + 1 = enqueue_publication.revision
    RETURNING p.* INTO asked;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'revision % is not the next of publication %', enqueue_publication.revision,
      enqueue_publication.publication USING ERRCODE = 'serialization_failure';
  END IF;
  UPDATE publish_job j SET superseded_at = enqueue_publication.requested_at
    WHERE j.publication_id = asked.id AND j.superseded_at IS NULL;
  INSERT INTO publish_job (id, publication_id, story_id, placement, variant_id, variant_placement, generation, revision,
                           action, publish_at, slug, fingerprint, requested_at)
    VALUES (enqueue_publication.job, asked.id, asked.story_id, asked.placement, enqueue_publication.variant,
            (SELECT v.placement FROM variant v WHERE v.id = enqueue_publication.variant), asked.generation,
            asked.requested_revision, 'publish', enqueue_publication.publish_at, enqueue_publication.slug,
            enqueue_publication.fingerprint, enqueue_publication.requested_at);
  INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
    VALUES (enqueue_publication.message, 'publishing.requests.v1', asked.id::text,
            'dev.colophon.publication.requested.v1', '/colophon/publish-api', asked.messages,
            enqueue_publication.requested_at, enqueue_publication.traceparent, enqueue_publication.payload);
END
$$;

CREATE VIEW site_access_v1 AS
  SELECT id AS site_id, key AS site_key, platform, base_url, state, credentials_sealed, max_concurrency FROM site;

REVOKE ALL ON FUNCTION
  enqueue_publication(uuid, uuid, uuid, bigint, text, timestamptz, bytea, timestamptz, uuid, text, text), refuse_change()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  enqueue_publication(uuid, uuid, uuid, bigint, text, timestamptz, bytea, timestamptz, uuid, text, text) TO publish_api;
GRANT SELECT, INSERT ON client, api_key, site, story, variant, publication TO publish_api;
GRANT SELECT, INSERT, DELETE ON idempotency_key TO publish_api;
GRANT SELECT ON publish_job, outbox, flyway_schema_history TO publish_api;
GRANT UPDATE (revoked_at) ON api_key TO publish_api;
GRANT UPDATE (platform, base_url, state, credentials_sealed, credentials_set_at, max_concurrency, updated_at)
  ON site TO publish_api;
GRANT UPDATE (slug) ON publication TO publish_api;

GRANT USAGE ON SCHEMA publish_api TO wordpress_publisher;
GRANT SELECT ON site_access_v1 TO wordpress_publisher;
