package dev.colophon.localtest.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an export says of all its posts together: who wrote them, and its categories and tags. A row for each kind of difference. */
final class WholeExport {

    private static final String ALL = "all";

    private final Export export;
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Set<String>> otherAuthors = new TreeMap<>();
    private int compared;

    WholeExport(Export export) {
        this.export = export;
    }

    List<Difference> differences() {
        List<Difference> all = new ArrayList<>();
        otherAuthors.forEach(
                (wanted, seen) -> all.add(
                        new Difference(
                                ALL,
                                "author",
                                wanted,
                                String.join(", ", seen),
                                "a job names an author by the id that he has at the site, and an export by his name at another; it was told")));
        all.addAll(differences);
        return List.copyOf(all);
    }

    int compared() {
        return compared;
    }

    void compareAuthor(String wanted, String seen) {
        if (!wanted.isEmpty()) {
            compared++;
            if (!wanted.equals(seen)) {
                otherAuthors.computeIfAbsent(wanted, _ -> new TreeSet<>()).add(seen);
            }
        }
    }

    /** @param published those of the export that are at the site: of the others no term need be there */
    void compareTerms(List<Export.Term> site, Collection<Export.Post> published) {
        Map<String, Export.Term> atSite = new LinkedHashMap<>();
        site.forEach(term -> atSite.put(key(term), term));
        for (var taxonomy : List.of("categories", "tags")) {
            var wanted = export.terms().stream()
                    .filter(term -> term.taxonomy().equals(taxonomy))
                    .toList();
            var had = wanted.stream().filter(term -> isHad(term, published)).toList();
            compared += wanted.size();
            tell(
                    taxonomy + " that no post has",
                    wanted.stream()
                            .filter(term -> !isHad(term, export.posts().values()) && !atSite.containsKey(key(term)))
                            .map(Export.Term::way)
                            .toList(),
                    "a term comes with the first story that has it; it was told");
            tell(
                    taxonomy + " that a post has",
                    had.stream()
                            .filter(term -> !atSite.containsKey(key(term)))
                            .map(Export.Term::way)
                            .toList(),
                    null);
            tell(
                    "slugs of " + taxonomy,
                    had.stream()
                            .filter(term -> !term.slug().isEmpty())
                            .filter(term -> isOtherwise(term, Export.Term::slug, atSite))
                            .map(Export.Term::slug)
                            .toList(),
                    "a job names a term by its name alone, and WordPress makes the slug of it; it was told");
            tell(
                    "descriptions of " + taxonomy,
                    had.stream()
                            .filter(term -> !term.description().isEmpty())
                            .filter(term -> isOtherwise(term, Export.Term::description, atSite))
                            .map(Export.Term::way)
                            .toList(),
                    "a job names a term by its name alone; it was told");
        }
    }

    /** A post has it, or one that stands under it. */
    private static boolean isHad(Export.Term term, Collection<Export.Post> posts) {
        var way = folded(term.way());
        return posts.stream()
                .map(post -> term.taxonomy().equals("tags") ? post.tags() : post.categories())
                .flatMap(Collection::stream)
                .map(WholeExport::folded)
                .anyMatch(one -> one.equals(way) || one.startsWith(way + " > "));
    }

    private static boolean isOtherwise(
            Export.Term wanted, Function<Export.Term, String> field, Map<String, Export.Term> atSite) {
        var seen = atSite.get(key(wanted));
        return seen != null && !field.apply(wanted).equals(field.apply(seen));
    }

    private void tell(String field, Collection<String> names, @Nullable String why) {
        if (!names.isEmpty()) {
            differences.add(new Difference(
                    ALL,
                    field,
                    names.stream().sorted().collect(Collectors.joining(", ", names.size() + ": ", "")),
                    "none of these",
                    why));
        }
    }

    private static String key(Export.Term term) {
        return term.taxonomy() + " " + folded(term.way());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
