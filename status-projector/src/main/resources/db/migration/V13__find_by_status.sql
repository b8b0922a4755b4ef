-- Operators ask for what failed, however rare it is among the years of what did not.
CREATE INDEX publication_status_of_status ON publication_status (status, publication_id);
