package dev.colophon.local.story;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a post is given beside its texts and terms. What is null is left to the site.
 *
 * @param commentStatus open or closed
 * @param pingStatus open or closed
 * @param format in WordPress's word, on posts alone
 * @param categories those that stand under others, each as the names on the way to it from the top
 */
public record PostSettings(
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        List<List<String>> categories) {

    /** All is left to the site. */
    public static final PostSettings NONE = new PostSettings(null, null, null, List.of());

    public PostSettings {
        categories = categories.stream().map(List::copyOf).toList();
    }
}
