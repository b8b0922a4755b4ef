-- A reset is a decision against all that was told after a step, and says which step. Undone by taking it back, never by another step.
ALTER TABLE invalidation
  ADD COLUMN reset_to text CHECK (reset_to IN ('accepted', 'scheduled', 'claimed', 'reserved', 'published')),
  ADD CONSTRAINT what_is_taken_back_resets_nothing CHECK (reset_to IS NULL OR reverses IS NULL);
