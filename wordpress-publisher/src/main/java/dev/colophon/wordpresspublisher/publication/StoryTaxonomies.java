package dev.colophon.wordpresspublisher.publication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The taxonomies that a story names beside its categories and tags, and what its kind of post makes of them. A taxonomy that a story
 * does not name is left to the site; one that it names without terms is emptied.
 */
public record StoryTaxonomies(Map<String, List<List<String>>> ways) {

    /** Those of a post with these settings. */
    public static StoryTaxonomies of(@Nullable PostSettings settings) {
        Map<String, List<List<String>>> others = new LinkedHashMap<>(PostSettings.taxonomiesOf(settings));
        others.remove(PostKind.CATEGORY);
        others.remove(PostKind.TAG);
        return new StoryTaxonomies(others);
    }

    /** By WordPress's own names. */
    public Set<String> names() {
        return ways.keySet();
    }

    /** The ways to the terms of each that the kind of post shows, by the post's field. Where none stands under another, no longer ones. */
    public Map<String, List<List<String>>> byField(PostKind kind) {
        Map<String, List<List<String>>> byField = new LinkedHashMap<>();
        ways.forEach((name, terms) -> {
            TermKind shown = kind.terms().get(name);
            if (shown != null) {
                byField.put(
                        shown.field(),
                        terms.stream().filter(way -> fits(shown, way)).toList());
            }
        });
        return byField;
    }

    /** Those that the kind of post does not show. */
    public Set<String> notShown(PostKind kind) {
        Set<String> missing = new TreeSet<>(ways.keySet());
        missing.removeAll(kind.terms().keySet());
        return missing;
    }

    /** Those of which the story has terms under others, and the site has none of these. */
    public Set<String> flattened(PostKind kind) {
        return ways.entrySet().stream()
                .filter(entry -> {
                    TermKind shown = kind.terms().get(entry.getKey());
                    return shown != null && !entry.getValue().stream().allMatch(way -> fits(shown, way));
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean fits(TermKind shown, List<String> way) {
        return shown.hierarchical() || way.size() == 1;
    }
}
