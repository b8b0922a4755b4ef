package dev.colophon.wordpresspublisher.wordpress;

import static java.util.stream.Collectors.joining;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.Written;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.StoryTaxonomies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One-way prints of a post's fields by WordPress's names: short enough for the ledger, and nothing of a story or its readers'
 * password can be read from them. Equal prints of a wish and of what is shown mean equal values.
 */
public final class PostPrints {

    private static final Set<String> RAW = Set.of("title", "content", "excerpt");
    private static final Set<String> PLAIN = Set.of(
            "slug",
            "date_gmt",
            "password",
            "sticky",
            "author",
            "comment_status",
            "ping_status",
            "format",
            "template",
            "parent",
            "featured_media");
    private static final int PRINT_LENGTH = 32;
    private static final String ALGORITHM = "sha256:";

    private PostPrints() {}

    /**
     * Of what an update of the post sends. It names terms, the site their ids: only what was read back says which belong together.
     */
    public static Map<String, String> wanted(Slot slot, PostKind kind, Content content) {
        Map<String, String> prints = new LinkedHashMap<>();
        PostBodies.change(Change.UPDATE, slot, kind, content, TermIds.none())
                .forEach((field, value) -> prints.put(field, print(value.toString())));
        prints.remove(StoryMeta.FIELD);
        StoryMeta.of(content).forEach((meta, value) -> prints.put(meta.key(), print(value)));
        prints.replace("categories", print("names: " + content.categories() + waysOf(content)));
        prints.replace("tags", print("names: " + content.tags()));
        StoryTaxonomies.of(content.settings())
                .byField(kind)
                .forEach((field, ways) -> prints.put(field, print("ways: " + ways)));
        var image = content.featuredImage();
        if (image != null) {
            prints.putIfAbsent("featured_media", print("of variant " + content.variantId()));
        }
        return prints;
    }

    /** Categories under others, where the story names any: without them the print is as it was before there could be. */
    private static String waysOf(Content content) {
        var ways = PostSettings.taxonomiesOf(content.settings()).getOrDefault("category", List.of());
        return ways.isEmpty() ? "" : " ways: " + ways;
    }

    /** Of what the site shows; what it does not show is left out. */
    static Map<String, String> shown(JsonNode post, PostKind kind) {
        Map<String, String> prints = new LinkedHashMap<>();
        RAW.forEach(field -> put(prints, field, post.path(field).path("raw")));
        PLAIN.forEach(field -> put(prints, field, post.path(field)));
        Map<String, String> kept = StoryMeta.shown(post);
        for (StoryMeta meta : StoryMeta.values()) {
            String value = kept.get(meta.key());
            prints.put(meta.key(), value == null ? Written.NO_SUCH_FIELD : print(value));
        }
        for (String field : kind.termFields()) {
            JsonNode ids = post.path(field);
            if (ids.isArray()) {
                String sorted =
                        ids.valueStream().map(JsonNode::asString).sorted().collect(joining(","));
                prints.put(field, print("ids: " + sorted));
            }
        }
        return prints;
    }

    private static void put(Map<String, String> prints, String field, JsonNode value) {
        if (value.isValueNode() && !value.isNull() && !value.isMissingNode()) {
            prints.put(field, print(value.asString()));
        }
    }

    private static String print(String value) {
        return SeenPosts.hash(value).substring(ALGORITHM.length(), ALGORITHM.length() + PRINT_LENGTH);
    }
}
