-- What status-projector's integrity checks may know of accepted jobs: that they exist and what they are about, and neither
-- content nor client.
CREATE VIEW job_state_v1 AS
  SELECT j.publication_id, p.site_id, j.revision, j.generation, j.action, j.requested_at,
         j.superseded_at IS NOT NULL AS superseded, j.publish_at
  FROM publish_job j JOIN publication p ON p.id = j.publication_id;

GRANT USAGE ON SCHEMA publish_api TO status_projector;
GRANT SELECT ON job_state_v1 TO status_projector;
