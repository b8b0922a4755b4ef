-- A time that no clock reaches ('infinity', or the year 1) is no way to hold an entry or a site back: sums with it overflow, and what
-- looks at many rows at once would break off at that one. Nothing of the service writes such a time. Rows that are there are not read
-- through: the table is not held up for that.
ALTER TABLE ledger
  ADD CONSTRAINT ledger_times_within_reach CHECK (
    due_at BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00'
    AND lease_until BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00'
    AND waiting_since BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00') NOT VALID;

ALTER TABLE site_state
  ADD CONSTRAINT site_state_times_within_reach CHECK (
    circuit_until BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00'
    AND next_probe_at BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00') NOT VALID;
