-- Which way new posts are made at a site, as it was found when it was last asked: told to operators, and decides nothing. Null where
-- it was never asked.
ALTER TABLE site_state
  ADD COLUMN strategy          text CHECK (strategy IN ('stock', 'companion_key')),
  ADD COLUMN strategy_found_at timestamptz,
  ADD CONSTRAINT strategy_was_found_some_time CHECK ((strategy IS NULL) = (strategy_found_at IS NULL));
