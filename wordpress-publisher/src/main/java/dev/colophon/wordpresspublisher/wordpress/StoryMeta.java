package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Seo;
import dev.colophon.wordpresspublisher.publication.UpstreamIds;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a story says of itself beside its text, as meta fields of its post. Only the companion plugin registers them: a site
 * without it takes them with a 201 and keeps none.
 */
public enum StoryMeta {
    SEO_TITLE("colophon_seo_title", "seoTitle"),
    SEO_DESCRIPTION("colophon_seo_description", "seoDescription"),
    SEO_CANONICAL("colophon_seo_canonical", "seoCanonical"),
    SEO_FOCUS_KEYWORD("colophon_seo_focus_keyword", "seoFocusKeyword"),
    CLUSTER_ID("colophon_cluster_id", "clusterId"),
    SECTOR_ID("colophon_sector_id", "sectorId");

    /** Under which a post shows and takes them. */
    static final String FIELD = "meta";

    /** The client's name of the story, put to a post when it is made under a key; no part of what a revision says. */
    static final String STORY_KEY = "colophon_story_key";

    private static final Seo NO_SEO = new Seo(null, null, null, null);
    private static final UpstreamIds NO_IDS = new UpstreamIds(null, null);

    private final String key;
    private final String word;

    StoryMeta(String key, String word) {
        this.key = key;
        this.word = word;
    }

    /** WordPress's name of it. */
    String key() {
        return key;
    }

    /** As a receipt calls it. */
    String word() {
        return word;
    }

    /** As a receipt calls the field of this name at WordPress, if it is one of these. */
    public static Optional<String> wordOf(String key) {
        return Arrays.stream(values())
                .filter(meta -> meta.key.equals(key))
                .findFirst()
                .map(StoryMeta::word);
    }

    /** What the story says, and nothing of what it leaves to the site. */
    static Map<StoryMeta, String> of(Content content) {
        Map<StoryMeta, String> said = new LinkedHashMap<>();
        for (StoryMeta meta : values()) {
            String value = meta.in(content);
            if (value != null) {
                said.put(meta, value);
            }
        }
        return said;
    }

    /** The same by WordPress's names, as far as it is among these. */
    static Map<String, String> among(Content content, Collection<String> keys) {
        Map<String, String> body = new LinkedHashMap<>();
        of(content).forEach((meta, value) -> {
            if (keys.contains(meta.key)) {
                body.put(meta.key, value);
            }
        });
        return body;
    }

    /** All of it by WordPress's names. */
    static Map<String, String> body(Content content) {
        Map<String, String> body = new LinkedHashMap<>();
        of(content).forEach((meta, value) -> body.put(meta.key, value));
        return body;
    }

    /** The same for a new post under a key, whose site keeps whose story it is. */
    static Map<String, String> keyed(Content content) {
        Map<String, String> body = body(content);
        if (content.storyKey() != null) {
            body.put(STORY_KEY, content.storyKey());
        }
        return body;
    }

    /** What the site keeps of a post, empty or not; a field that is not among them is one that it does not have. */
    static Map<String, String> shown(JsonNode post) {
        Map<String, String> kept = new LinkedHashMap<>();
        JsonNode fields = post.path(FIELD);
        Stream.concat(Arrays.stream(values()).map(StoryMeta::key), Stream.of(STORY_KEY))
                .filter(key -> fields.path(key).isString())
                .forEach(key -> kept.put(key, fields.path(key).stringValue()));
        return kept;
    }

    private @Nullable String in(Content content) {
        Seo seo = content.seo() == null ? NO_SEO : content.seo();
        UpstreamIds ids = content.ids() == null ? NO_IDS : content.ids();
        return switch (this) {
            case SEO_TITLE -> seo.title();
            case SEO_DESCRIPTION -> seo.description();
            case SEO_CANONICAL -> seo.canonical();
            case SEO_FOCUS_KEYWORD -> seo.focusKeyword();
            case CLUSTER_ID -> ids.clusterId();
            case SECTOR_ID -> ids.sectorId();
        };
    }
}
