package dev.colophon.testkit.wordpress;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the fake holds of a post, for tests to look at. Terms are given by name, as stored; those of a plugin by their taxonomy. */
public record StoredPost(
        long id,
        String type,
        String status,
        String slug,
        String title,
        String content,
        String excerpt,
        String password,
        Instant date,
        boolean sticky,
        List<String> categories,
        List<String> tags,
        Map<String, List<String>> otherTerms,
        long featuredMedia,
        Map<String, String> meta) {

    static StoredPost of(Post post, TermTable terms) {
        return new StoredPost(
                post.id(),
                post.type().code(),
                post.status().code(),
                post.slug(),
                post.text().title(),
                post.text().content(),
                post.text().excerpt(),
                post.text().password(),
                post.date(),
                post.relations().sticky(),
                names(Taxonomy.CATEGORY, post, terms),
                names(Taxonomy.TAG, post, terms),
                others(post, terms),
                post.relations().featured() == null ? 0 : post.relations().featured(),
                post.relations().meta());
    }

    private static Map<String, List<String>> others(Post post, TermTable terms) {
        var others = new TreeMap<String, List<String>>();
        post.relations().terms().keySet().stream()
                .filter(Taxonomy::isRegistered)
                .forEach(taxonomy -> others.put(taxonomy.code(), names(taxonomy, post, terms)));
        return others;
    }

    private static List<String> names(Taxonomy taxonomy, Post post, TermTable terms) {
        return post.relations().of(taxonomy).stream()
                .flatMap(id -> terms.find(taxonomy, id).stream())
                .map(Term::name)
                .toList();
    }
}
