-- A site's pace, where its administrator set one: no visit but a probe begins before paced_until.
ALTER TABLE site_state
  ADD COLUMN max_visits_per_minute integer CHECK (max_visits_per_minute BETWEEN 1 AND 6000),
  ADD COLUMN paced_until           timestamptz,
  ADD CHECK (max_visits_per_minute IS NOT NULL OR paced_until IS NULL);
