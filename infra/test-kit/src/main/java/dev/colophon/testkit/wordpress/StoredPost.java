package dev.colophon.testkit.wordpress;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the fake holds of a post, for tests to look at. Terms are given by name, as stored. */
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
                names(Taxonomy.CATEGORY, post.relations().categories(), terms),
                names(Taxonomy.TAG, post.relations().tags(), terms),
                post.relations().featured() == null ? 0 : post.relations().featured(),
                post.relations().meta());
    }

    private static List<String> names(Taxonomy taxonomy, List<Long> ids, TermTable terms) {
        return ids.stream()
                .flatMap(id -> terms.find(taxonomy, id).stream())
                .map(Term::name)
                .toList();
    }
}
