-- How a site was found when it was last tried out, and when it is tried next. It tells operators, and decides nothing. due_at is pushed
-- forward by whoever begins a trial: no other instance begins one meanwhile. What was tried is named, so that another address or other
-- credentials make a trial due at once; and the newest trial begun is the one that is told (number).
CREATE TABLE site_trial (
  site_id            uuid        PRIMARY KEY,
  number             bigint      NOT NULL CHECK (number > 0),
  due_at             timestamptz NOT NULL,
  base_url           text        NOT NULL CHECK (base_url <> ''),
  credentials_set_at timestamptz NOT NULL,
  tried_at           timestamptz,
  usable             boolean,
  failed_checks      text[],
  failed_codes       text[],
  CONSTRAINT site_trial_ended_or_not CHECK (num_nulls(tried_at, usable, failed_checks, failed_codes) IN (0, 4)),
  CONSTRAINT site_trial_is_usable_where_nothing_failed CHECK (usable = (cardinality(failed_checks) = 0)),
  CONSTRAINT site_trial_names_a_code_for_each CHECK (cardinality(failed_checks) = cardinality(failed_codes)
                                                     AND cardinality(failed_checks) <= 20)
);
CREATE INDEX site_trial_due ON site_trial (due_at);

GRANT SELECT, INSERT, UPDATE ON site_trial TO wordpress_publisher;
