-- What a client's HTML may hold, and by which OAuth client it may be recognised instead of by a key.

ALTER TABLE client
  ADD COLUMN html_policy text NOT NULL DEFAULT 'trusted' CHECK (html_policy IN ('trusted', 'sanitised')),
  ADD COLUMN oauth_client text UNIQUE CHECK (length(oauth_client) BETWEEN 1 AND 255);
