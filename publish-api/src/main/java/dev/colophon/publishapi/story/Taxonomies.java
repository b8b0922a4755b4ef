package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Terms that categories and tags do not say: those with a place in a hierarchy, and those of a taxonomy that a plugin or the theme of
 * the site brings. Which of these there are, only the site knows. A term is the names on the way to it, from the top: a name
 * may hold any sign, so that no separator could part it from its parent's. A taxonomy that is not there is left to the site.
 *
 * @param terms by WordPress's own name of the taxonomy, in its order
 */
public record Taxonomies(Map<String, List<List<String>>> terms) {

    /** Nothing: all is left to the site. */
    public static final Taxonomies NONE = new Taxonomies(Map.of());
    /** Categories, of which WordPress keeps a hierarchy. */
    public static final String CATEGORY = "category";
    /** Tags, which stand under nothing and have a field of their own. */
    public static final String TAG = "post_tag";
    /** Most terms of all taxonomies. */
    public static final int MAX_TERMS = 100;
    /** Most names on the way to a term. */
    public static final int MAX_DEPTH = 5;
    /** Most bytes of all names in UTF-8. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_NAME = 200;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,32}");

    public Taxonomies {
        var copy = new TreeMap<String, List<List<String>>>();
        terms.forEach((taxonomy, paths) ->
                copy.put(taxonomy, paths.stream().map(List::copyOf).distinct().toList()));
        terms = Collections.unmodifiableMap(copy);
        if (!terms.keySet().stream().allMatch(Taxonomies::isName)
                || count(terms) > MAX_TERMS
                || bytes(terms) > MAX_BYTES
                || !terms.values().stream().flatMap(List::stream).allMatch(Taxonomies::isPath)) {
            throw new IllegalArgumentException("not terms of taxonomies");
        }
    }

    /** Whether WordPress could know a taxonomy by this name. */
    public static boolean isName(String taxonomy) {
        return NAME.matcher(taxonomy).matches();
    }

    /** Whether this can be a term's own name. */
    public static boolean isTerm(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME;
    }

    /** How many terms these are. */
    public static int count(Map<String, List<List<String>>> terms) {
        return terms.values().stream().mapToInt(List::size).sum();
    }

    /** Bytes of all their names. */
    public static int bytes(Map<String, List<List<String>>> terms) {
        return terms.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static boolean isPath(List<String> path) {
        return !path.isEmpty() && path.size() <= MAX_DEPTH && path.stream().allMatch(Taxonomies::isTerm);
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    /** Content without any keeps the hash that it had before there were any. */
    Sha256.Parts addTo(Sha256.Parts parts) {
        if (!isEmpty()) {
            parts.add("taxonomies");
        }
        terms.forEach((taxonomy, paths) -> {
            parts.add(taxonomy).add(paths.size());
            paths.forEach(parts::addAll);
        });
        return parts;
    }
}
