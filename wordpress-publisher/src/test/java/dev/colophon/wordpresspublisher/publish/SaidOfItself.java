package dev.colophon.wordpresspublisher.publish;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a test's story says of itself beside its text, and what a site with the companion plugin makes of it. */
final class SaidOfItself {

    static final Map<String, String> KEPT = Map.of(
            "colophon_seo_title", "Ships",
            "colophon_seo_description", "It's about \"ships\"",
            "colophon_seo_canonical", "https://harbour.example/a?b=c&d=e",
            "colophon_seo_focus_keyword", "harbour",
            "colophon_cluster_id", "c-17",
            "colophon_sector_id", "s-4");

    /** The same of a post that was made under a key, with the sample's story. */
    static final Map<String, String> KEPT_OF_STORY = keptOfStory();

    private SaidOfItself() {}

    private static Map<String, String> keptOfStory() {
        var kept = new HashMap<>(KEPT);
        kept.put("colophon_story_key", "harbour-reopens");
        return Map.copyOf(kept);
    }

    /** The request's variant, which says all of it from now on. */
    static ObjectNode in(ObjectNode request) {
        var variant = (ObjectNode) request.path("variant");
        variant.putObject("seo")
                .put("title", "Ships")
                .put("description", "It's about \"ships\"")
                .put("canonical", "https://harbour.example/a?b=c&d=e")
                .put("focusKeyword", "harbour");
        variant.putObject("ids").put("clusterId", "c-17").put("sectorId", "s-4");
        return variant;
    }
}
