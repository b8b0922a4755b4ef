-- The few entries that wait for a person are counted at each scrape.
CREATE INDEX ledger_parked ON ledger (publication_id) WHERE given_up;
