package dev.colophon.wordpresspublisher.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a post as the site showed them, beside those by which it is recognised. Null is what it did not show: of that
 * nothing is known.
 *
 * @param date in GMT, in WordPress's own form, to the second
 */
public record SeenFields(
        @Nullable String title,
        @Nullable String excerpt,
        @Nullable String date,
        @Nullable String password,
        @Nullable Boolean sticky,
        @Nullable Long author,
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        @Nullable String template,
        @Nullable Long parent,
        @Nullable Long featuredMedia) {

    @Override
    public String toString() {
        return "SeenFields[***]";
    }
}
