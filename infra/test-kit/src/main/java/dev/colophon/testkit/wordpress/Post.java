package dev.colophon.testkit.wordpress;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored post: one row, and what hangs on it.
 *
 * <p>WordPress writes whole rows: an update that was slow to arrive takes every column back to what it read at its start. The
 * relations (terms, stickiness) live in tables of their own and are written apart, later.
 *
 * @param guid fixed when the row is inserted
 * @param dated whether {@code date} is the post's own; a draft's date floats until it is published
 * @param desiredSlug the slug that a trashed post gets back, empty if none
 */
record Post(
        long id,
        PostType type,
        String guid,
        long author,
        Text text,
        String slug,
        PostStatus status,
        Instant date,
        boolean dated,
        Instant modified,
        String desiredSlug,
        Relations relations) {

    /** What the writer wrote. An empty password means none. */
    record Text(String title, String content, String excerpt, String password, PostSettings settings) {

        static Text empty(PostType type) {
            return new Text("", "", "", "", PostSettings.unset(type));
        }

        Text changed(PostFields fields) {
            return new Text(
                    or(fields.title(), title),
                    or(fields.content(), content),
                    or(fields.excerpt(), excerpt),
                    or(fields.password(), password),
                    settings.changed(fields.settings()));
        }

        boolean isEmpty() {
            return title.isEmpty() && content.isEmpty() && excerpt.isEmpty();
        }
    }

    /** {@code featured}: the image that is shown with it, null for none. */
    record Relations(
            Map<Taxonomy, List<Long>> terms,
            boolean sticky,
            @Nullable Long featured,
            Map<String, String> meta) {
        static final Relations NONE = new Relations(Map.of(), false, null, Map.of());

        Relations {
            terms = Map.copyOf(terms);
            meta = noneIfAbsent(meta);
        }

        List<Long> of(Taxonomy taxonomy) {
            return terms.getOrDefault(taxonomy, List.of());
        }

        /** These terms in place of those that it has; of other taxonomies, and of the rest, nothing changes. */
        Relations with(Map<Taxonomy, List<Long>> changed) {
            var all = new EnumMap<Taxonomy, List<Long>>(Taxonomy.class);
            all.putAll(terms);
            all.putAll(changed);
            return new Relations(all, sticky, featured, meta);
        }
    }

    /** Posts that were kept on a disk before there were any have none. */
    private static Map<String, String> noneIfAbsent(@Nullable Map<String, String> meta) {
        return meta == null ? Map.of() : Map.copyOf(meta);
    }

    static String or(@Nullable String changed, String present) {
        return changed == null ? present : changed;
    }

    Post withRelations(Relations changed) {
        return new Post(id, type, guid, author, text, slug, status, date, dated, modified, desiredSlug, changed);
    }

    Post trashed(String trashSlug, Instant now) {
        return new Post(id, type, guid, author, text, trashSlug, PostStatus.TRASH, date, dated, now, slug, relations);
    }
}
