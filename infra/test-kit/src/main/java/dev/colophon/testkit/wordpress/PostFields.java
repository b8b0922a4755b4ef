package dev.colophon.testkit.wordpress;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a create or an update asks for; null means that the field was not sent. */
record PostFields(
        @Nullable String title,
        @Nullable String content,
        @Nullable String excerpt,
        @Nullable String password,
        @Nullable String slug,
        @Nullable PostStatus status,
        @Nullable Instant date,
        @Nullable Boolean sticky,
        @Nullable List<Long> categories,
        @Nullable List<Long> tags,
        @Nullable Long featured,
        long author,
        PostSettings settings,
        JsonNode meta) {

    private static final Set<String> STATUSES =
            new LinkedHashSet<>(List.of("publish", "future", "draft", "pending", "private"));

    /** Reads and checks all fields; pages have no terms and are never sticky, and ignore both. */
    static PostFields of(Params params, PostType type) {
        boolean post = type == PostType.POST;
        String slug = params.text("slug");
        var fields = new PostFields(
                trimmed(params.rawText("title")),
                params.rawText("content"),
                params.rawText("excerpt"),
                params.text("password"),
                slug == null ? null : Slugs.sanitize(slug),
                params.has("status")
                        ? PostStatus.valueOf(
                                params.oneOf("status", "draft", STATUSES).toUpperCase(Locale.ROOT))
                        : null,
                date(params),
                post ? params.flag("sticky") : null,
                post ? params.integers("categories") : null,
                post ? params.integers("tags") : null,
                params.has("featured_media") ? (Long) params.integer("featured_media", 0) : null,
                params.integer("author", 0),
                PostSettings.of(params, type),
                params.raw("meta"));
        fields.checkMeta(params);
        params.check();
        return fields;
    }

    /** Whether the only meta field that stock WordPress registers has a type it does not take. */
    boolean hasMetaOfWrongType() {
        JsonNode footnotes = meta.path("footnotes");
        return !footnotes.isMissingNode() && !footnotes.isNull() && !footnotes.isString();
    }

    private void checkMeta(Params params) {
        if (!meta.isMissingNode() && !meta.isNull() && !meta.isContainer()) {
            params.invalid("meta", "rest_invalid_param", "Invalid parameter.");
        }
    }

    private static @Nullable Instant date(Params params) {
        String name = params.has("date") ? "date" : "date_gmt";
        String text = params.text(name);
        if (text == null) {
            return null;
        }
        try {
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            params.invalid(name, "rest_invalid_date", "Invalid date.");
            return null;
        }
    }

    private static @Nullable String trimmed(@Nullable String title) {
        return title == null ? null : title.strip();
    }
}
