package dev.colophon.publishapi.story;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Taxonomies as a variant's row keeps them; none are NULL there. */
final class TaxonomiesJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, List<List<String>>>> TERMS = new TypeReference<>() {};

    private TaxonomiesJson() {}

    static @Nullable String write(Taxonomies taxonomies) {
        return taxonomies.isEmpty() ? null : JSON.writeValueAsString(taxonomies.terms());
    }

    static Taxonomies read(@Nullable String json) {
        return json == null ? Taxonomies.NONE : new Taxonomies(JSON.readValue(json, TERMS));
    }
}
