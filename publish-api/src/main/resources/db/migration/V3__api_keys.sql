-- A key may end by itself, and shows when it was last of use: so that one that nobody misses can be revoked.

ALTER TABLE api_key
  ADD COLUMN expires_at timestamptz,
  ADD COLUMN last_used_at timestamptz;

GRANT UPDATE (expires_at, last_used_at) ON api_key TO publish_api;
