package dev.colophon.local.story;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The tree of an export's categories, which stands before its items. */
final class WxrCategories {

    /** Most names on the way to a category, as the API takes them. */
    private static final int MAX_DEPTH = 5;

    private final Map<String, Category> bySlug = new HashMap<>();

    private record Category(String name, String parent) {}

    /** By the texts of a {@code <wp:category>}. */
    void take(Map<String, String> texts) {
        var name = Parser.unescapeEntities(texts.getOrDefault("cat_name", ""), false)
                .strip();
        if (!name.isBlank()) {
            bySlug.put(
                    texts.getOrDefault("category_nicename", ""),
                    new Category(name, texts.getOrDefault("category_parent", "")));
        }
    }

    /**
     * The names on the way to a category, from the top.
     *
     * @return the name alone where it stands under none, and where its parents are not told, are too many or go in a circle
     */
    List<String> way(String slug, String name) {
        Deque<String> way = new ArrayDeque<>(List.of(name));
        Set<String> seen = new HashSet<>(Set.of(slug));
        for (var above = parent(slug); above != null && !above.isEmpty(); above = parent(above)) {
            var category = bySlug.get(above);
            if (category == null || !seen.add(above) || way.size() == MAX_DEPTH) {
                return List.of(name);
            }
            way.addFirst(category.name());
        }
        return List.copyOf(way);
    }

    private @Nullable String parent(String slug) {
        var category = bySlug.get(slug);
        return category == null ? null : category.parent();
    }
}
