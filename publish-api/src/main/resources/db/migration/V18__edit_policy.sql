-- What an update does with what an editor changed at the site: write over it, leave it, or wait for a person.
ALTER TABLE site ADD COLUMN edit_policy text NOT NULL DEFAULT 'overwrite'
  CHECK (edit_policy IN ('overwrite', 'keep-editors', 'park'));

CREATE OR REPLACE VIEW site_access_v1 AS
  SELECT id AS site_id, key AS site_key, platform, base_url, state, credentials_sealed, max_concurrency, max_visits_per_minute,
    edit_policy
  FROM site;

GRANT UPDATE (edit_policy) ON site TO publish_api;
