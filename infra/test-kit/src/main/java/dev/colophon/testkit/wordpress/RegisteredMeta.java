package dev.colophon.testkit.wordpress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The meta fields of posts that REST shows and takes: WordPress's own one, and those of the companion plugin while it is active. All
 * others are taken with a 201 and kept by nobody; what was kept stays while the plugin is away, and is not shown.
 */
final class RegisteredMeta {

    private static final String CANONICAL = "colophon_seo_canonical";
    private static final List<String> OF_THE_COMPANION = List.of(
            "colophon_seo_title",
            "colophon_seo_description",
            CANONICAL,
            "colophon_seo_focus_keyword",
            "colophon_story_key",
            "colophon_cluster_id",
            "colophon_sector_id");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private volatile boolean companion;

    void companion(boolean active) {
        companion = active;
    }

    /** As the post shows them, empty where nothing was kept. */
    void show(Map<String, String> kept, ObjectNode json) {
        json.put("footnotes", "");
        if (companion) {
            OF_THE_COMPANION.forEach(name -> json.put(name, kept.getOrDefault(name, "")));
        }
    }

    /** Those that stood, with what was sent of those that are registered. */
    Map<String, String> changed(Map<String, String> kept, JsonNode sent) {
        Map<String, String> changed = new LinkedHashMap<>(kept);
        if (companion) {
            OF_THE_COMPANION.stream()
                    .filter(name -> sent.path(name).isString())
                    .forEach(name ->
                            changed.put(name, clean(name, sent.path(name).stringValue())));
        }
        return changed;
    }

    /** Those of the sent fields that are not registered. */
    List<String> unknown(JsonNode sent) {
        return sent.propertyNames().stream()
                .filter(name -> !name.equals("footnotes") && !(companion && OF_THE_COMPANION.contains(name)))
                .toList();
    }

    /** As {@code sanitize_text_field} does: one line of text without tags. */
    private static String clean(String name, String text) {
        return name.equals(CANONICAL)
                ? text
                : SPACE.matcher(TAG.matcher(text).replaceAll(""))
                        .replaceAll(" ")
                        .strip();
    }
}
