package dev.colophon.testkit.wordpress;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * The posts. Each method is one statement: atomic by itself and nothing more, for WordPress opens no transaction. There is no
 * unique index on slugs either.
 */
final class PostTable {

    private final TreeMap<Long, Post> rows = new TreeMap<>();
    private final SiteHistory history;
    private final Journal journal;
    private long lastId;

    PostTable(SiteHistory history, Journal journal) {
        this.history = history;
        this.journal = journal;
        journal.posts().forEach(post -> rows.put(post.id(), post));
        lastId = journal.lastPostId();
    }

    synchronized Post insert(LongFunction<Post> row) {
        lastId++;
        return store(row.apply(lastId));
    }

    /** An id for what is kept elsewhere, of the same row of numbers. */
    synchronized long takeId() {
        return ++lastId;
    }

    /** Writes all columns, whatever they are by now; the relations stay. A deleted row stays deleted. */
    synchronized void update(Post row) {
        Post present = rows.get(row.id());
        if (present != null) {
            store(row.withRelations(present.relations()));
        }
    }

    synchronized void relate(long id, UnaryOperator<Post.Relations> change) {
        Post present = rows.get(id);
        if (present != null) {
            store(present.withRelations(change.apply(present.relations())));
        }
    }

    synchronized void delete(long id) {
        if (rows.remove(id) != null) {
            journal.deleted(id);
        }
    }

    synchronized Optional<Post> find(long id) {
        return Optional.ofNullable(rows.get(id));
    }

    synchronized List<Post> all() {
        return List.copyOf(rows.values());
    }

    /** Whether another post of the type has the slug; drafts and the trash count. */
    synchronized boolean hasSlug(String slug, PostType type, long exceptId) {
        return rows.values().stream()
                .anyMatch(post -> post.id() != exceptId
                        && post.type() == type
                        && post.slug().equals(slug));
    }

    synchronized void clear() {
        rows.clear();
    }

    private Post store(Post post) {
        journal.written(post);
        history.stored(rows.put(post.id(), post), post);
        return post;
    }
}
