-- One file becomes one attachment of a site: whoever uploads it holds its row, and the id is put down once. A row is forgotten only
-- when the site was seen to have no such attachment any more. What is written with an image at its upload is kept to be compared.
CREATE TABLE site_media (
  site_id         uuid        NOT NULL,
  sha256          text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  attachment_id   bigint      CHECK (attachment_id > 0),
  alt             text        NOT NULL DEFAULT '',
  caption         text        NOT NULL DEFAULT '',
  uploading_until timestamptz,
  noted_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (site_id, sha256),
  CONSTRAINT site_media_is_known_or_being_uploaded CHECK ((attachment_id IS NULL) <> (uploading_until IS NULL))
);

CREATE FUNCTION refuse_other_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the attachment of a file is set once' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER site_media_is_set_once BEFORE UPDATE ON site_media
  FOR EACH ROW WHEN (OLD.attachment_id IS NOT NULL AND OLD.attachment_id IS DISTINCT FROM NEW.attachment_id)
  EXECUTE FUNCTION refuse_other_attachment();

-- What an address showed when a variant first came to a site. A variant never changes, so neither does its image: every later
-- request for it has the same bytes, whatever the address shows by then.
CREATE TABLE variant_media (
  site_id    uuid NOT NULL,
  variant_id uuid NOT NULL,
  url        text NOT NULL CHECK (url <> '' AND length(url) <= 2000),
  sha256     text NOT NULL,
  PRIMARY KEY (site_id, variant_id, url),
  FOREIGN KEY (site_id, sha256) REFERENCES site_media ON DELETE CASCADE
);
CREATE INDEX variant_media_of_file ON variant_media (site_id, sha256);

CREATE FUNCTION refuse_other_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the image of a variant is set once' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER variant_media_is_set_once BEFORE UPDATE ON variant_media FOR EACH ROW EXECUTE FUNCTION refuse_other_file();

GRANT SELECT, INSERT, UPDATE, DELETE ON site_media TO wordpress_publisher;
GRANT SELECT, INSERT, DELETE ON variant_media TO wordpress_publisher;
