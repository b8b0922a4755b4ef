-- A site's publications, the newest first, however few they are among the others'. Only a new publication adds to it: what is asked of one later
-- changes neither column, so those updates stay within their page (HOT) as before.
-- Inserts wait while it is built; no release before this one has any publications.
CREATE INDEX publication_of_site ON publication (site_id, created_at DESC, id DESC);
