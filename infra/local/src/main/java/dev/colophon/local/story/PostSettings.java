package dev.colophon.local.story;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a post is given beside its texts and terms. What is null is left to the site.
 *
 * @param commentStatus open or closed
 * @param pingStatus open or closed
 * @param format in WordPress's word, on posts alone
 * @param parentStory key of the story that a page stands under
 * @param categories those that stand under others, each as the names on the way to it from the top
 */
public record PostSettings(
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        @Nullable String parentStory,
        List<List<String>> categories) {

    /** All is left to the site. */
    public static final PostSettings NONE = new PostSettings(null, null, null, null, List.of());

    public PostSettings {
        categories = categories.stream().map(List::copyOf).toList();
    }

    /** The same, standing under nothing. */
    PostSettings withoutParent() {
        return new PostSettings(commentStatus, pingStatus, format, null, categories);
    }
}
