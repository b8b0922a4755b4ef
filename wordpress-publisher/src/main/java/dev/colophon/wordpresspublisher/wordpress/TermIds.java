package dev.colophon.wordpresspublisher.wordpress;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The site's ids of a story's categories and tags. */
record TermIds(List<Long> categories, List<Long> tags) {

    TermIds {
        categories = List.copyOf(categories);
        tags = List.copyOf(tags);
    }

    static TermIds none() {
        return new TermIds(List.of(), List.of());
    }

    /** Those of the taxonomies among these fields. */
    TermIds among(Set<String> fields) {
        return new TermIds(
                fields.contains("categories") ? categories : List.of(), fields.contains("tags") ? tags : List.of());
    }

    List<Long> all() {
        return Stream.concat(categories.stream(), tags.stream()).toList();
    }

    /** WordPress drops a term it does not know without a word: only the answer tells. */
    boolean allOn(JsonNode post) {
        return on(post.path("categories"), categories) && on(post.path("tags"), tags);
    }

    private static boolean on(JsonNode shown, List<Long> wanted) {
        Set<Long> ids = new HashSet<>();
        shown.forEach(id -> ids.add(id.asLong(0)));
        return !shown.isArray() || ids.containsAll(wanted);
    }
}
