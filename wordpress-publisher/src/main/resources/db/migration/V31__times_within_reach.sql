-- A time that no clock reaches ('infinity', or the year 1) is no way to hold an entry or a site back: sums with it overflow, and what
-- claims many rows at once would break off at that one. Nothing of the service writes such a time. Who has one is due now.
UPDATE ledger SET due_at = clock_timestamp()
WHERE due_at < '2000-01-01 00:00+00' OR due_at > '100000-01-01 00:00+00';
UPDATE ledger SET lease_until = clock_timestamp()
WHERE lease_until < '2000-01-01 00:00+00' OR lease_until > '100000-01-01 00:00+00';
UPDATE site_state SET circuit_until = clock_timestamp()
WHERE circuit_until < '2000-01-01 00:00+00' OR circuit_until > '100000-01-01 00:00+00';
UPDATE site_state SET next_probe_at = clock_timestamp()
WHERE next_probe_at < '2000-01-01 00:00+00' OR next_probe_at > '100000-01-01 00:00+00';

-- Of the rows that are there that much is known now: they are not read through once more under the lock.
ALTER TABLE ledger
  ADD CONSTRAINT ledger_times_within_reach CHECK (
    due_at BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00'
    AND lease_until BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00') NOT VALID;

ALTER TABLE site_state
  ADD CONSTRAINT site_state_times_within_reach CHECK (
    circuit_until BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00'
    AND next_probe_at BETWEEN '2000-01-01 00:00+00' AND '100000-01-01 00:00+00') NOT VALID;
