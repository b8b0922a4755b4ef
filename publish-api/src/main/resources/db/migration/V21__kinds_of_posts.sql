-- A placement may be any kind of post that a site has; which these are, only the site knows.
ALTER TABLE variant DROP CONSTRAINT variant_placement_check,
  ADD CONSTRAINT variant_placement_check CHECK (placement ~ '^[a-z0-9_-]{1,20}$');
ALTER TABLE publication DROP CONSTRAINT publication_placement_check,
  ADD CONSTRAINT publication_placement_check CHECK (placement ~ '^[a-z0-9_-]{1,20}$' AND placement <> 'default');

-- And a taxonomy any that it has.
ALTER TABLE variant ADD CONSTRAINT variant_taxonomies_are_named
  CHECK (NOT jsonb_path_exists(taxonomies, '$.keyvalue() ? (!(@.key like_regex "^[a-z0-9_-]{1,32}$"))', '{}', true));

-- A page's parent may be said by its slug, or by a story of the same client.
ALTER TABLE variant
  ADD COLUMN parent_slug  text CHECK (parent_slug ~ '^[a-z0-9%_-]{1,200}$'),
  ADD COLUMN parent_story text CHECK (length(parent_story) BETWEEN 1 AND 200),
  ADD CONSTRAINT variant_has_one_parent CHECK (num_nonnulls(parent_id, parent_slug, parent_story) <= 1);

-- Whether a publication stands under another, by the newest jobs of all in between. One way that is too long counts, so that it ends.
CREATE FUNCTION stands_under(below uuid, above uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = publish_api, pg_temp AS $$
  WITH RECURSIVE way (id, steps) AS (
    SELECT below, 0
    UNION ALL
    SELECT parent.id, way.steps + 1
      FROM way
      JOIN publication p ON p.id = way.id
      JOIN publish_job j ON j.publication_id = p.id AND j.superseded_at IS NULL
      JOIN variant v ON v.id = j.variant_id
      JOIN story s ON s.client_id = p.client_id AND s.story_key = v.parent_story
      JOIN publication parent ON parent.story_id = s.id AND parent.site_id = p.site_id AND parent.placement = p.placement
     WHERE way.steps < 50
  )
  SELECT coalesce(bool_or(steps > 0 AND (id = above OR steps = 50)), false) FROM way
$$;
REVOKE ALL ON FUNCTION stands_under(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stands_under(uuid, uuid) TO publish_api;

-- Of two jobs that close a ring at once, the later one sees the other, and is begun anew: then it is refused with a word.
CREATE FUNCTION refuse_ring_of_parents() RETURNS trigger LANGUAGE plpgsql SET search_path = publish_api, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM variant v WHERE v.id = NEW.variant_id AND v.parent_story IS NOT NULL) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('parents of ' || p.site_id, 0)) FROM publication p WHERE p.id = NEW.publication_id;
    IF stands_under(NEW.publication_id, NEW.publication_id) THEN
      RAISE EXCEPTION 'publication % would stand under itself', NEW.publication_id USING ERRCODE = 'serialization_failure';
    END IF;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER publish_job_stands_under_another AFTER INSERT ON publish_job
  FOR EACH ROW EXECUTE FUNCTION refuse_ring_of_parents();
REVOKE ALL ON FUNCTION refuse_ring_of_parents() FROM PUBLIC;
