-- Images that clients hand in with their bytes, for those that have no address which the publisher could fetch them from. They are
-- kept here and not on a disk: whichever instance takes one in, every publisher finds it, and it is in the same backup as the story.
-- Each ends by itself: soon if no story has named it, later if one has.
CREATE TABLE upload (
  id         uuid        PRIMARY KEY,
  client_id  uuid        NOT NULL REFERENCES client,
  media_type text        NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp')),
  alt        text        CHECK (length(alt) <= 1000),
  caption    text        CHECK (length(caption) <= 5000),
  created_at timestamptz NOT NULL,
  keep_until timestamptz NOT NULL,
  CONSTRAINT upload_is_kept_for_a_while CHECK (keep_until > created_at)
);
CREATE INDEX upload_of_client ON upload (client_id);
CREATE INDEX upload_by_end ON upload (keep_until);

-- Apart, since a row is written anew, and its rules are checked anew, whenever anything of it changes: these never do.
CREATE TABLE upload_file (
  upload_id uuid    PRIMARY KEY REFERENCES upload ON DELETE CASCADE,
  sha256    text    NOT NULL,
  bytes     bytea   NOT NULL CHECK (octet_length(bytes) BETWEEN 12 AND 16777216),
  size      integer NOT NULL GENERATED ALWAYS AS (octet_length(bytes)) STORED,
  CONSTRAINT upload_file_is_what_its_hash_says CHECK (sha256 = encode(sha256(bytes), 'hex'))
);
-- An image is compressed already, and the publisher reads it in parts: only what is not compressed again is read so without the rest.
ALTER TABLE upload_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE, UPDATE (keep_until) ON upload TO publish_api;
GRANT SELECT, INSERT ON upload_file TO publish_api;

CREATE VIEW upload_v1 AS SELECT upload_id, sha256, size, bytes FROM upload_file;
GRANT SELECT ON upload_v1 TO wordpress_publisher;
