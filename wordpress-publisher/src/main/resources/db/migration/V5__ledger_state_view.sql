-- What status-projector's integrity checks may know of the ledger: where each publication stands, and no content. A view runs with
-- its owner's rights, so its reader needs none on the tables.
CREATE VIEW ledger_state_v1 AS
  SELECT l.publication_id, l.site_id, l.generation, l.revision, l.visibility, l.publish_at, l.requested_at, l.inbox_at,
         l.remote_id, l.remote_state, l.remote_link, l.observed_revision, l.settled_revision, l.due_at, l.lease_until,
         l.attempts, l.waiting_since, l.last_kind, l.last_code, l.last_receipt_at, l.receipt_sequence,
         s.suspended_since IS NOT NULL OR s.circuit <> 'closed' AS site_waits
  FROM ledger l JOIN site_state s ON s.site_id = l.site_id;

-- And of the sites: what the newest reconciliation that walked a whole site found.
CREATE VIEW reconcile_state_v1 AS
  SELECT DISTINCT ON (site_id) site_id, id AS run_id, started_at, ended_at, dry_run, entries AS compared,
         greatest(entries - in_order, 0) AS differing
  FROM reconcile_run WHERE state = 'completed' ORDER BY site_id, started_at DESC, id;

GRANT USAGE ON SCHEMA wordpress_publisher TO status_projector;
GRANT SELECT ON ledger_state_v1, reconcile_state_v1 TO status_projector;
