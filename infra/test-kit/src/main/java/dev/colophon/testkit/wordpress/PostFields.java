package dev.colophon.testkit.wordpress;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<Taxonomy, List<Long>> terms,
        @Nullable Long featured,
        long author,
        PostSettings settings,
        JsonNode meta) {

    private static final Set<String> STATUSES =
            new LinkedHashSet<>(List.of("publish", "future", "draft", "pending", "private"));

    /** Reads and checks all fields; what the type does not have is ignored, terms of other types and stickiness among it. */
    static PostFields of(Params params, PostType type, List<Taxonomy> taxonomies) {
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
                type == PostType.POST ? params.flag("sticky") : null,
                terms(params, taxonomies),
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

    private static Map<Taxonomy, List<Long>> terms(Params params, List<Taxonomy> taxonomies) {
        var terms = new EnumMap<Taxonomy, List<Long>>(Taxonomy.class);
        for (Taxonomy taxonomy : taxonomies) {
            List<Long> asked = params.integers(taxonomy.route());
            if (asked != null) {
                terms.put(taxonomy, asked);
            }
        }
        return terms;
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
