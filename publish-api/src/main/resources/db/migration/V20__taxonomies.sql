-- Terms with their place in a hierarchy: {"category": [["News", "Europe"]]}, each the names on the way to it from the top. NULL leaves
-- all to the site; the hash of a variant without any stays what it was.
ALTER TABLE variant
  ADD COLUMN taxonomies jsonb
    CHECK (jsonb_typeof(taxonomies) = 'object' AND taxonomies <> '{}' AND octet_length(taxonomies::text) <= 131072)
    CHECK (NOT jsonb_path_exists(taxonomies, 'strict $.* ? (@.type() != "array")'))
    CHECK (NOT jsonb_path_exists(taxonomies, 'strict $.*[*] ? (@.type() != "array" || @.size() < 1 || @.size() > 5)'))
    CHECK (NOT jsonb_path_exists(taxonomies, 'strict $.*[*][*] ? (@.type() != "string" || @ == "")'));
