-- Where a site shows an attachment: what stands in a story's html in place of the client's address. Put down once, like the
-- attachment, so that every request for the same content is the same. Empty of those that were uploaded before it was kept.
ALTER TABLE site_media
  ADD COLUMN source_url text CHECK (source_url ~ '^https?://[^[:space:]"''<>`]+$' AND length(source_url) <= 2000),
  ADD CONSTRAINT site_media_has_an_address_only_as_an_attachment CHECK (source_url IS NULL OR attachment_id IS NOT NULL);

CREATE TRIGGER site_media_address_is_set_once BEFORE UPDATE ON site_media
  FOR EACH ROW WHEN (OLD.source_url IS NOT NULL AND OLD.source_url IS DISTINCT FROM NEW.source_url)
  EXECUTE FUNCTION refuse_other_attachment();
