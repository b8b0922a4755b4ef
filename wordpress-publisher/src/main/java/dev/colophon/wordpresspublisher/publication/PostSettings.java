package dev.colophon.wordpresspublisher.publication;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a post is given beside its texts and terms. Null is left to the site, and never sent: what an editor set stays.
 *
 * @param heldAs {@code private} where a post that is not public is wanted so, else null for a draft
 * @param author id of a user at the site
 * @param commentStatus open or closed
 * @param pingStatus open or closed
 * @param format on posts alone
 * @param template of the site's theme
 * @param parent id of a page at the site, on kinds with a hierarchy alone; found out by the visit where it is named otherwise
 * @param parentSlug of a page at the site, which is the parent
 * @param parentPublication whose post is the parent
 * @param taxonomies terms with their place in a hierarchy, each the names on the way to it from the top, by WordPress's own name of the
 *     taxonomy
 */
@JsonInclude(NON_NULL)
public record PostSettings(
        @Nullable String heldAs,
        @Nullable Long author,
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        @Nullable String template,
        @Nullable Long parent,
        @Nullable String parentSlug,
        @Nullable UUID parentPublication,
        @Nullable Map<String, List<List<String>>> taxonomies) {

    private static final String PRIVATE = "private";

    public PostSettings {
        if (heldAs != null && !heldAs.equals(PRIVATE)) {
            throw new IllegalArgumentException("a post that is not public is a draft or private, not " + heldAs);
        }
        if (taxonomies != null) {
            Map<String, List<List<String>>> sorted = new TreeMap<>();
            taxonomies.forEach((taxonomy, terms) -> sorted.put(taxonomy, checked(terms)));
            taxonomies = Collections.unmodifiableMap(sorted);
        }
    }

    private static List<List<String>> checked(List<List<String>> terms) {
        if (terms.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a term without a name");
        }
        return terms.stream().map(List::copyOf).toList();
    }

    /** The terms of these settings, if there are any. */
    public static Map<String, List<List<String>>> taxonomiesOf(@Nullable PostSettings settings) {
        return settings == null || settings.taxonomies == null ? Map.of() : settings.taxonomies;
    }

    /** WordPress's word for the status in which a post that is not public is wanted. */
    public static String heldStatus(@Nullable PostSettings settings) {
        return settings == null || settings.heldAs == null ? "draft" : settings.heldAs;
    }

    /** The same, of a post that is wanted as a draft whatever the variant says. */
    PostSettings asDraft() {
        return new PostSettings(
                null,
                author,
                commentStatus,
                pingStatus,
                format,
                template,
                parent,
                parentSlug,
                parentPublication,
                taxonomies);
    }

    /** Whether the parent is to be found by something else than its id. */
    public boolean namesParent() {
        return parentSlug != null || parentPublication != null;
    }

    /** The same, the parent being this. */
    PostSettings under(PostId found) {
        return new PostSettings(
                heldAs,
                author,
                commentStatus,
                pingStatus,
                format,
                template,
                found.value(),
                parentSlug,
                parentPublication,
                taxonomies);
    }
}
