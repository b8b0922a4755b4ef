package dev.colophon.testkit.wordpress;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The terms of all taxonomies. As for posts, each method is one statement: two creates of one name at once make two terms. */
final class TermTable {

    /** Every post without a category is in this one. */
    static final Term UNCATEGORIZED = new Term(1, Taxonomy.CATEGORY, "Uncategorized", "uncategorized", null);

    private final TreeMap<Long, Term> rows = new TreeMap<>();
    private final Journal journal;

    TermTable(Journal journal) {
        this.journal = journal;
        rows.put(UNCATEGORIZED.id(), UNCATEGORIZED);
        journal.terms().forEach(term -> rows.put(term.id(), term));
    }

    static Post.Relations withDefaultCategory(Post.Relations present) {
        return present.of(Taxonomy.CATEGORY).isEmpty()
                ? present.with(Map.of(Taxonomy.CATEGORY, List.of(UNCATEGORIZED.id())))
                : present;
    }

    synchronized Term insert(Taxonomy taxonomy, String name, String wantedSlug, @Nullable Term parent) {
        String base = parent != null && hasSlug(taxonomy, wantedSlug) ? wantedSlug + "-" + parent.slug() : wantedSlug;
        String slug = base;
        for (int number = 2; hasSlug(taxonomy, slug); number++) {
            slug = base + "-" + number;
        }
        var term = new Term(rows.lastKey() + 1, taxonomy, name, slug, parent == null ? null : parent.id());
        rows.put(term.id(), term);
        journal.written(term);
        return term;
    }

    /** Among its siblings; only ASCII letters are compared without regard to case. */
    synchronized Optional<Term> named(Taxonomy taxonomy, String name, long parent) {
        return of(taxonomy).stream()
                .filter(term -> term.under() == parent)
                .filter(term -> asciiLowerCase(term.name()).equals(asciiLowerCase(name)))
                .findFirst();
    }

    synchronized Optional<Term> find(Taxonomy taxonomy, long id) {
        return Optional.ofNullable(rows.get(id)).filter(term -> term.taxonomy() == taxonomy);
    }

    /** By name, as WordPress lists them. */
    synchronized List<Term> of(Taxonomy taxonomy) {
        return rows.values().stream()
                .filter(term -> term.taxonomy() == taxonomy)
                .sorted(comparing(Term::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** Those of the ids that exist; the others are dropped without a word. */
    synchronized List<Long> known(Taxonomy taxonomy, List<Long> ids) {
        return of(taxonomy).stream().map(Term::id).filter(ids::contains).toList();
    }

    /** As an administrator deletes one: what stood under it stands under its own parent from then on. */
    synchronized void delete(Term gone) {
        rows.remove(gone.id());
        rows.replaceAll((_, term) -> term.under() == gone.id()
                ? new Term(term.id(), term.taxonomy(), term.name(), term.slug(), gone.above())
                : term);
    }

    synchronized void clear() {
        rows.clear();
        rows.put(UNCATEGORIZED.id(), UNCATEGORIZED);
    }

    private boolean hasSlug(Taxonomy taxonomy, String slug) {
        return rows.values().stream()
                .anyMatch(term -> term.taxonomy() == taxonomy && term.slug().equals(slug));
    }

    private static String asciiLowerCase(String text) {
        var lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }
}
