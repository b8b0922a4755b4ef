package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.TermKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a site tells of its kinds of posts and terms. A site may say anything: what cannot be an address's part is left out. */
final class KindJson {

    private static final int MOST = 500;
    private static final String NAMESPACE = "wp/v2";

    /** Of what is told, all that is looked at: the rest, labels for the most part, need not be remembered. */
    private static final Set<String> LOOKED_AT =
            Set.of("rest_base", "rest_namespace", "hierarchical", "types", "taxonomies", "supports", "viewable");

    /** The fields of a post that a support of WordPress's brings. */
    private static final Map<String, Set<String>> SUPPORTED = Map.of(
            "excerpt", Set.of("excerpt"),
            "author", Set.of("author"),
            "thumbnail", Set.of("featured_media"),
            "comments", Set.of("comment_status", "ping_status"),
            "post-formats", Set.of("format"));

    private KindJson() {}

    /** By name, those whose collection can be asked. */
    static Map<String, JsonNode> read(JsonNode json) {
        Map<String, JsonNode> kinds = new HashMap<>();
        for (var entry : json.properties()) {
            if (kinds.size() < MOST && isUsable(entry.getValue())) {
                kinds.put(entry.getKey(), lookedAt(entry.getValue()));
            }
        }
        return Map.copyOf(kinds);
    }

    /** A field of all posts is never taken for one that holds terms. */
    static Optional<TermKind> termKind(Placement placement, JsonNode taxonomy) {
        String field = taxonomy.path("rest_base").asString("");
        return names(taxonomy.path("types")).contains(placement.word()) && !StockWordPress.isFieldOfAll(field)
                ? Optional.of(new TermKind(field, taxonomy.path("hierarchical").asBoolean(false)))
                : Optional.empty();
    }

    /** A story needs a title, a text, which carries its marker, and readers. */
    static Optional<PostKind> postKind(Placement placement, JsonNode type) {
        Set<String> supports = new HashSet<>();
        for (var support : type.path("supports").properties()) {
            if (!support.getValue().isBoolean() || support.getValue().booleanValue()) {
                supports.add(support.getKey());
            }
        }
        if (!supports.containsAll(Set.of("title", "editor"))
                || !type.path("viewable").asBoolean(false)) {
            return Optional.empty();
        }
        Set<String> has = new HashSet<>();
        supports.forEach(support -> has.addAll(SUPPORTED.getOrDefault(support, Set.of())));
        if (type.path("hierarchical").asBoolean(false)) {
            has.add("parent");
        }
        return Optional.of(PostKind.registered(
                placement, type.path("rest_base").asString(""), has, names(type.path("taxonomies"))));
    }

    private static boolean isUsable(JsonNode kind) {
        return kind.path("rest_namespace").asString(NAMESPACE).equals(NAMESPACE)
                && TermKind.isField(kind.path("rest_base").asString(""));
    }

    private static JsonNode lookedAt(JsonNode kind) {
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        LOOKED_AT.forEach(field -> {
            if (kind.has(field)) {
                some.set(field, kind.path(field));
            }
        });
        return some;
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new HashSet<>();
        list.forEach(name -> names.add(name.asString("")));
        return names;
    }
}
