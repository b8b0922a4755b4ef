-- What was told and declared invalid since is told anew, once the site was looked at.
ALTER TABLE reconcile_finding
  DROP CONSTRAINT reconcile_finding_action_check,
  ADD CONSTRAINT reconcile_finding_action_check
    CHECK (action IN ('none', 'wait', 'look_again', 'adopt', 'restore', 'sweep', 'park', 'tell_again'));
