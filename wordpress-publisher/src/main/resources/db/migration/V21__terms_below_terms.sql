-- A term has a place: under two parents, one name is two terms. The parent is the site's own id of it, so that the children of one
-- that was deleted and made anew are looked for anew.
ALTER TABLE site_term ADD COLUMN parent_id bigint NOT NULL DEFAULT 0 CHECK (parent_id >= 0);
ALTER TABLE site_term DROP CONSTRAINT site_term_pkey, ADD PRIMARY KEY (site_id, taxonomy, parent_id, name);
ALTER TABLE site_term ADD CONSTRAINT site_term_is_not_its_own_parent CHECK (term_id IS DISTINCT FROM parent_id);

-- Taxonomies that a plugin or a theme brings have names of their own.
ALTER TABLE site_term DROP CONSTRAINT site_term_taxonomy_check, ADD CONSTRAINT site_term_taxonomy_check CHECK (taxonomy ~ '^[A-Za-z0-9_-]{1,64}$');
