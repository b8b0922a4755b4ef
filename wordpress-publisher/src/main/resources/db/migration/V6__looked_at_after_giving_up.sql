-- A story that was given up is still looked at while a request of ours may land or may have landed, and what readers see is told.
ALTER TABLE ledger
  ADD COLUMN given_up        boolean NOT NULL DEFAULT false, -- parked or failed was told: a visit only looks, and writes nothing
  ADD COLUMN public_revision bigint,                         -- which one readers see if the post is public: published last, or read back
  ADD COLUMN held_revision   bigint;                         -- sent with the status draft since remote_state was recorded

UPDATE ledger SET public_revision = observed_revision WHERE observed_revision IS NOT NULL;

-- What was given up before: where a request with a status was sent and what came of it is not on record, it is looked at now.
UPDATE ledger SET given_up = true,
  due_at = CASE WHEN remote_id IS NOT NULL AND (status_sent OR unsettled_at IS NOT NULL) THEN clock_timestamp() END
WHERE due_at IS NULL AND last_kind IN ('parked', 'failed') AND settled_revision IS DISTINCT FROM revision;

ALTER TABLE ledger
  ADD CONSTRAINT ledger_given_up_is_no_end CHECK (NOT given_up OR settled_revision IS DISTINCT FROM revision),
  ADD CONSTRAINT ledger_given_up_looks_at_a_post CHECK (NOT given_up OR due_at IS NULL OR remote_id IS NOT NULL),
  ADD CONSTRAINT ledger_shown_needs_a_post CHECK (num_nonnulls(public_revision, held_revision) = 0 OR remote_id IS NOT NULL),
  ADD CONSTRAINT ledger_shown_was_wanted CHECK (public_revision <= revision AND held_revision <= revision);
