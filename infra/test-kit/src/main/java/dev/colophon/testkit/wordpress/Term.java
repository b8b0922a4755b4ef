package dev.colophon.testkit.wordpress;

import org.jspecify.annotations.Nullable;

/**
 * A category or tag. Its name is stored as HTML: an ampersand is an entity.
 *
 * @param above the id of its parent, null for none
 */
record Term(
        long id,
        Taxonomy taxonomy,
        String name,
        String slug,
        @Nullable Long above) {

    /** As the REST API tells it: 0 is none. */
    long under() {
        return above == null ? 0 : above;
    }
}
