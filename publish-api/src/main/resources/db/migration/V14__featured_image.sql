-- The image that a post is shown with. The publisher fetches it and puts it into the site's library; the hash of a variant without
-- one stays what it was.
ALTER TABLE variant
  ADD COLUMN image_url     text CHECK (image_url ~ '^https?://[!-~]+$' AND length(image_url) <= 2000),
  ADD COLUMN image_alt     text CHECK (length(image_alt) <= 1000),
  ADD COLUMN image_caption text CHECK (length(image_caption) <= 5000),
  ADD CONSTRAINT variant_words_are_of_an_image CHECK (image_url IS NOT NULL OR (image_alt IS NULL AND image_caption IS NULL));
