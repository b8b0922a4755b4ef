-- A placement may be any kind of post that a site has; which these are, only the site knows.
ALTER TABLE ledger DROP CONSTRAINT ledger_placement_check,
  ADD CONSTRAINT ledger_placement_check CHECK (placement ~ '^[a-z0-9_-]{1,20}$');
