package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.TermKind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The site's ids of a story's terms, by the field of a post that shows them.
 *
 * @param byField in the fields' order: equal terms give equal bytes
 */
record TermIds(Map<String, List<Long>> byField) {

    TermIds {
        Map<String, List<Long>> sorted = new TreeMap<>();
        byField.forEach((field, ids) -> sorted.put(field, List.copyOf(ids)));
        byField = Collections.unmodifiableMap(sorted);
    }

    static TermIds none() {
        return new TermIds(Map.of());
    }

    /** What has categories and tags is always given both, so that what a story names no more is taken off. */
    Map<String, List<Long>> ofPost(PostKind kind) {
        Map<String, List<Long>> all = new TreeMap<>();
        for (String always : List.of(PostKind.CATEGORY, PostKind.TAG)) {
            TermKind term = kind.terms().get(always);
            if (term != null) {
                all.put(term.field(), List.of());
            }
        }
        all.putAll(byField);
        return all;
    }

    /** Those of the taxonomies among these fields. */
    TermIds among(Set<String> fields) {
        Map<String, List<Long>> some = new TreeMap<>(byField);
        some.keySet().retainAll(fields);
        return new TermIds(some);
    }

    List<Long> all() {
        return byField.values().stream().flatMap(Collection::stream).toList();
    }

    /** WordPress drops a term that it does not know, and a field that it has no more, without a word: only the answer tells. */
    boolean allOn(JsonNode post) {
        return byField.entrySet().stream().allMatch(ids -> on(post.path(ids.getKey()), ids.getValue()));
    }

    private static boolean on(JsonNode shown, List<Long> wanted) {
        Set<Long> ids = new HashSet<>();
        shown.forEach(id -> ids.add(id.asLong(0)));
        return shown.isArray() && ids.containsAll(wanted);
    }
}
