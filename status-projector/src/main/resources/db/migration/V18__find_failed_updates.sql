-- What failed or was parked is looked for at a site, to be retried: as a whole it is found by its status, in an update of what stays published by this.
CREATE INDEX publication_status_of_update ON publication_status (update_status, publication_id) WHERE update_status IN ('failed', 'parked');
