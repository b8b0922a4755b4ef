package dev.colophon.testkit.wordpress;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** The uploads. WordPress keeps them among its posts: their ids come from one row of numbers, and their slugs are unique among all. */
final class MediaTable {

    private final TreeMap<Long, StoredMedia> rows = new TreeMap<>();
    private final PostTable posts;
    private final Journal journal;
    private boolean featuredImages = true;
    private boolean keepsFiles = true;

    MediaTable(PostTable posts, Journal journal) {
        this.posts = posts;
        this.journal = journal;
        journal.media().forEach(media -> rows.put(media.id(), media));
    }

    synchronized StoredMedia insert(LongFunction<StoredMedia> row) {
        StoredMedia media = row.apply(posts.takeId());
        rows.put(media.id(), media);
        journal.written(media);
        return media;
    }

    synchronized void update(StoredMedia media) {
        rows.put(media.id(), media);
        journal.written(media);
    }

    synchronized Optional<StoredMedia> find(long id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** Whether a post that asks for it is shown with it. */
    synchronized boolean shows(long id) {
        return featuredImages && rows.containsKey(id);
    }

    synchronized void featuredImages(boolean supported) {
        featuredImages = supported;
    }

    /** Whether there is a folder for files, or one can be made. */
    synchronized boolean keepsFiles() {
        return keepsFiles;
    }

    synchronized void keepsFiles(boolean keeps) {
        keepsFiles = keeps;
    }

    synchronized List<StoredMedia> all() {
        return List.copyOf(rows.values());
    }

    synchronized void delete(long id) {
        if (rows.remove(id) != null) {
            journal.deleted(id);
        }
    }

    synchronized boolean hasSlug(String slug) {
        return rows.values().stream().anyMatch(media -> media.slug().equals(slug))
                || posts.all().stream().anyMatch(post -> post.slug().equals(slug));
    }

    synchronized void clear() {
        rows.clear();
    }
}
