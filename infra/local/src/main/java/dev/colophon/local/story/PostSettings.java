package dev.colophon.local.story;

import org.jspecify.annotations.Nullable;

/**
 * What a post is given beside its texts and terms. What is null is left to the site.
 *
 * @param commentStatus open or closed
 * @param pingStatus open or closed
 * @param format in WordPress's word, on posts alone
 */
public record PostSettings(
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format) {

    /** All is left to the site. */
    public static final PostSettings NONE = new PostSettings(null, null, null);
}
