-- How many visits a minute the publisher may make at a site; NULL: as many as its concurrency allows.
ALTER TABLE site ADD COLUMN max_visits_per_minute int CHECK (max_visits_per_minute BETWEEN 1 AND 6000);

CREATE OR REPLACE VIEW site_access_v1 AS
  SELECT id AS site_id, key AS site_key, platform, base_url, state, credentials_sealed, max_concurrency, max_visits_per_minute
  FROM site;

GRANT UPDATE (max_visits_per_minute) ON site TO publish_api;
