-- Where each visit was begun, as publish-api keeps it of each job. visible_rows: how many rows of the very work that was claimed the
-- session saw; 1, or its look-up was blind.
ALTER TABLE attempt
  ADD COLUMN read_only    boolean,
  ADD COLUMN snapshot     text,
  ADD COLUMN session_role text,
  ADD COLUMN row_security boolean,
  ADD COLUMN visible_rows integer,
  ADD CONSTRAINT attempt_on_a_primary_that_saw_its_work CHECK (
    num_nulls(read_only, snapshot, session_role, row_security, visible_rows) = 5  -- from before this was recorded
    OR (num_nulls(read_only, snapshot, session_role, row_security, visible_rows) = 0
        AND NOT in_recovery AND NOT read_only AND visible_rows = 1));
