package dev.colophon.wordpresspublisher.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a post as the site showed them, beside those by which it is recognised. Null is what it did not show: of that
 * nothing is known.
 *
 * @param date in GMT, in WordPress's own form, to the second
 * @param meta what the site keeps of a story's meta fields, by WordPress's names: one that is not there is one that it does not have
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
        @Nullable Long featuredMedia,
        @Nullable Map<String, String> meta) {

    public SeenFields {
        meta = meta == null ? null : Map.copyOf(meta);
    }

    /** Fields of a post whose meta fields were not asked for. */
    public SeenFields(
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
        this(
                title,
                excerpt,
                date,
                password,
                sticky,
                author,
                commentStatus,
                pingStatus,
                format,
                template,
                parent,
                featuredMedia,
                null);
    }

    @Override
    public String toString() {
        return "SeenFields[***]";
    }
}
