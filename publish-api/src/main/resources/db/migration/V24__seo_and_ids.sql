-- What a story says to search engines, and by what the systems before us know it. NULL leaves it to the site, an empty text takes away
-- what is there; the hash of a variant without any of it stays what it was.
ALTER TABLE variant
  ADD COLUMN seo_title         text CHECK (length(seo_title) <= 300),
  ADD COLUMN seo_description   text CHECK (length(seo_description) <= 1000),
  ADD COLUMN seo_canonical     text CHECK (seo_canonical = '' OR (seo_canonical ~ '^https?://[!-~]+$' AND length(seo_canonical) <= 2000)),
  ADD COLUMN seo_focus_keyword text CHECK (length(seo_focus_keyword) <= 200),
  ADD COLUMN cluster_id        text CHECK (length(cluster_id) <= 200),
  ADD COLUMN sector_id         text CHECK (length(sector_id) <= 200);
