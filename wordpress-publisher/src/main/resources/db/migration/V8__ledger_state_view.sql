-- What status-projector's integrity checks may know of the ledger: where each publication stands, and no content. The view
-- runs with its owner's rights, so its reader needs none on the table.
CREATE VIEW ledger_state_v1 AS
  SELECT l.publication_id, l.site_id, l.generation, l.revision, l.visibility, l.publish_at, l.requested_at, l.inbox_at,
         l.remote_id, l.remote_state, l.remote_link, l.observed_revision, l.settled_revision, l.due_at, l.lease_until,
         l.attempts, l.waiting_since, l.last_kind, l.last_code, l.last_receipt_at, l.receipt_sequence,
         s.suspended_since IS NOT NULL AS site_waits
  FROM ledger l JOIN site_state s ON s.site_id = l.site_id;

GRANT USAGE ON SCHEMA wordpress_publisher TO status_projector;
GRANT SELECT ON ledger_state_v1 TO status_projector;
