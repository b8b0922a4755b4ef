-- The images that a variant's html names and that are brought to the site's library: an array of {url, alt, caption}, in the order
-- of the request. The hash of a variant without any stays what it was.
ALTER TABLE variant
  ADD COLUMN media jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT variant_media_is_a_short_list CHECK (jsonb_typeof(media) = 'array' AND jsonb_array_length(media) <= 30),
  ADD CONSTRAINT variant_media_are_images CHECK (
    NOT jsonb_path_exists(media, '$[*] ? (!(exists(@.url)) || !(@.url like_regex "^https?://[!-~]+$"))'));
