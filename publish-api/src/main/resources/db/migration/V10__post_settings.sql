-- What else a post may be given. NULL leaves it to the site; the hash of a variant without any of it stays what it was.
ALTER TABLE variant
  ADD COLUMN author_id      bigint CHECK (author_id > 0),
  ADD COLUMN comment_status text   CHECK (comment_status IN ('open', 'closed')),
  ADD COLUMN ping_status    text   CHECK (ping_status IN ('open', 'closed')),
  ADD COLUMN post_format    text   CHECK (post_format IN ('standard', 'aside', 'chat', 'gallery', 'link', 'image', 'quote', 'status',
                                                          'video', 'audio')),
  ADD COLUMN template       text   CHECK (template ~ '^[A-Za-z0-9_][A-Za-z0-9_./-]*$' AND length(template) <= 200 AND template !~ '\.\.'),
  ADD COLUMN parent_id      bigint CHECK (parent_id > 0);

-- Private: for the site's own people. The message says draft and, in the settings, private: a publisher that does not know the word holds a draft.
ALTER TABLE variant DROP CONSTRAINT variant_visibility_check;
ALTER TABLE variant ADD CONSTRAINT variant_visibility_check CHECK (visibility IN ('public', 'draft', 'private'));

-- WordPress refuses both together: nobody without the password may see it, and everybody shall. Older rows may hold it, and fail as before.
ALTER TABLE variant ADD CONSTRAINT variant_sticky_is_open CHECK (NOT sticky OR password IS NULL) NOT VALID;
