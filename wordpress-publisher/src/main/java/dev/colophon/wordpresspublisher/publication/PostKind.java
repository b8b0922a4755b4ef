package dev.colophon.wordpresspublisher.publication;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a placement is at a site: where its posts are, which of a story's fields they have, and whose terms. What a post does not have
 * is never sent, since WordPress would drop it without a word; it is told instead.
 *
 * @param collection of its posts in REST
 * @param has which of {@link #FIELDS} (WordPress's names); a title's and a content's place a kind of post must have
 * @param terms by WordPress's own name of the taxonomy; of those that a plugin brings, the ones that a story names
 */
public record PostKind(Placement placement, String collection, Set<String> has, Map<String, TermKind> terms) {

    /** WordPress's own name of its categories. */
    public static final String CATEGORY = "category";
    /** And of its tags. */
    public static final String TAG = "post_tag";

    /** What not every kind of post has. */
    public static final Set<String> FIELDS = Set.of(
            "excerpt", "sticky", "format", "parent", "author", "comment_status", "ping_status", "featured_media");

    private static final Map<String, TermKind> OF_POSTS =
            Map.of(CATEGORY, new TermKind("categories", true), TAG, new TermKind("tags", false));

    public PostKind {
        if (!TermKind.isField(collection) || !FIELDS.containsAll(has)) {
            throw new IllegalArgumentException("no kind of post: " + collection + " with " + has);
        }
        has = Set.copyOf(has);
        terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    }

    /** As each WordPress has it, without asking it; of one that a plugin brings nothing is known so, not even its collection. */
    public static PostKind stock(Placement placement) {
        if (placement.equals(Placement.POST)) {
            return new PostKind(placement, "posts", allBut("parent"), OF_POSTS);
        }
        return placement.equals(Placement.PAGE)
                ? new PostKind(placement, "pages", allBut("excerpt", "sticky", "format"), Map.of())
                : new PostKind(placement, placement.word(), Set.of(), Map.of());
    }

    /** One that a plugin brings, with these of WordPress's own taxonomies. */
    public static PostKind registered(
            Placement placement, String collection, Set<String> has, Set<String> stockTaxonomies) {
        Map<String, TermKind> terms = new TreeMap<>(OF_POSTS);
        terms.keySet().retainAll(stockTaxonomies);
        return new PostKind(placement, collection, has, terms);
    }

    private static Set<String> allBut(String... fields) {
        Set<String> all = new HashSet<>(FIELDS);
        all.removeAll(Set.of(fields));
        return all;
    }

    /** The same with these taxonomies, too. */
    public PostKind with(Map<String, TermKind> more) {
        Map<String, TermKind> all = new TreeMap<>(terms);
        all.putAll(more);
        return new PostKind(placement, collection, has, all);
    }

    /** Whether its posts have this field. */
    public boolean has(String field) {
        return has.contains(field);
    }

    /** The fields that hold terms. */
    public Set<String> termFields() {
        return terms.values().stream().map(TermKind::field).collect(Collectors.toUnmodifiableSet());
    }

    /** The taxonomy whose terms this field holds. */
    public Optional<String> taxonomyIn(String field) {
        return terms.entrySet().stream()
                .filter(entry -> entry.getValue().field().equals(field))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
