-- WordPress gives two ids to one name when two ask at once: whoever makes a term holds its row, and the id is put down once.
-- A row is forgotten only when the site was seen to drop the id.
CREATE TABLE site_term (
  site_id      uuid        NOT NULL,
  taxonomy     text        NOT NULL CHECK (taxonomy ~ '^[a-z_]+$'),
  name         text        NOT NULL CHECK (name <> '' AND length(name) <= 400),  -- folded: WordPress takes upper and lower case for one
  term_id      bigint      CHECK (term_id > 0),
  making_until timestamptz,
  noted_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (site_id, taxonomy, name),
  CONSTRAINT site_term_is_known_or_being_made CHECK ((term_id IS NULL) <> (making_until IS NULL))
);

CREATE FUNCTION refuse_other_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the id of a term is set once' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER site_term_is_set_once BEFORE UPDATE ON site_term
  FOR EACH ROW WHEN (OLD.term_id IS NOT NULL AND OLD.term_id IS DISTINCT FROM NEW.term_id) EXECUTE FUNCTION refuse_other_term();

GRANT SELECT, INSERT, UPDATE, DELETE ON site_term TO wordpress_publisher;
