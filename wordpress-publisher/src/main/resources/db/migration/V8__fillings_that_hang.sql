-- A filling without an answer may land behind the write that is unsettled now, and put back the draft that it has read.
ALTER TABLE ledger
  ADD COLUMN unsettled_after_fill boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT ledger_after_fill_is_unsettled CHECK (NOT unsettled_after_fill OR unsettled_at IS NOT NULL);
