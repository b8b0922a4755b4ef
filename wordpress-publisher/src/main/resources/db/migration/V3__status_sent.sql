-- Whether a write that carries a status was sent since remote_state was recorded. The unsettled write alone cannot say so: a
-- later write takes its place, while the post may still be the draft, or the public post, that the earlier one made of it.
ALTER TABLE ledger
  ADD COLUMN status_sent boolean NOT NULL DEFAULT false,
  ADD CHECK (NOT status_sent OR remote_id IS NOT NULL);
