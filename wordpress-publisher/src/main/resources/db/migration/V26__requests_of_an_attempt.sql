-- How many requests a visit sent to its site, and how many of them got no answer or one that refuses. The site's companion plugin logs
-- the same requests under the same id, publication_id.fencing_token. Null of a visit that has not ended, or from before.
ALTER TABLE attempt
  ADD COLUMN requests        integer,
  ADD COLUMN requests_failed integer,
  ADD CONSTRAINT attempt_counts_its_requests CHECK (
    num_nulls(requests, requests_failed) IN (0, 2) AND requests_failed BETWEEN 0 AND requests);
