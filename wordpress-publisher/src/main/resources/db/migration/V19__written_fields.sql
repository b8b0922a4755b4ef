-- Per field of the post: what was wanted and what the site made of it when it was last read back, as one-way prints; which fields were
-- sent since, and which of them an editor had changed. NULL: nothing is known of single fields.
ALTER TABLE ledger
  ADD COLUMN written_fields jsonb
    CHECK (jsonb_typeof(written_fields) = 'object' AND octet_length(written_fields::text) <= 16384),
  ADD CHECK (written_fields IS NULL OR remote_id IS NOT NULL);
