-- Who asks for statuses alone, as lists and counts do, is not made to look up each publication's numbers besides: each row has its row in
-- publication_stream by its foreign key, so an outer join says the same, and PostgreSQL leaves it out where no number is asked for.
CREATE OR REPLACE VIEW publication_status_v1 AS
  SELECT s.publication_id, s.status, s.update_status, s.generation, s.requested_revision, s.published_revision, s.external_id,
         s.external_url, s.reason_code, s.reason_detail, s.attempts, s.next_attempt_at, s.status_since, s.updated_at,
         t.event_sequence AS sequence
  FROM publication_status s LEFT JOIN publication_stream t USING (publication_id);
