package dev.colophon.publishapi.story;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.site.SiteDefault;
import dev.colophon.publishapi.site.Visibility;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/** The variants of stories: added, never changed. Opens no transaction. */
@Repository
public class Variants {

    /** What a variant holds, in the order in which it is added. */
    private static final String COLUMNS = """
            placement, title, html, excerpt, slug, post_date, visibility, left_open, password,
            sticky, categories, tags, author_id, comment_status, ping_status, post_format, template,
            parent_id, parent_slug, parent_story, taxonomies, image_url, image_alt, image_caption, media,
            seo_title, seo_description, seo_canonical, seo_focus_keyword, cluster_id, sector_id""";

    private static final String ADD = "INSERT INTO variant (id, story_id, " + COLUMNS + """
            , content_hash, stored_at)
            VALUES (:id, :story, :slot, :title, :html, :excerpt, :slug, :date, :visibility, :open, :password,
                    :sticky, :categories, :tags, :author, :comments, :pings, :format, :template, :parent, :parentSlug, :parentStory,
                    CAST(:taxonomies AS jsonb), :image, :alt, :caption, :media::jsonb, :seo_title, :seo_description, :canonical,
                    :focus, :cluster, :sector, :hash, :now)
            """;

    private static final String NEWEST = "SELECT DISTINCT ON (placement) id, stored_at, " + COLUMNS + """

              FROM variant WHERE story_id = :story ORDER BY placement, ordinal DESC
            """;

    private static final String BY_ID = "SELECT id, stored_at, " + COLUMNS + " FROM variant WHERE id = :id";

    private static final String NEWEST_IF_EQUAL = """
            SELECT id, stored_at FROM
              (SELECT id, stored_at, content_hash FROM variant WHERE story_id = :story AND placement = :slot
                ORDER BY ordinal DESC LIMIT 1) newest
             WHERE content_hash = :hash
            """;

    private final JdbcClient jdbc;

    Variants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest variant of each slot of a story. */
    public Map<Slot, StoredVariant> newest(StoryId story) {
        return jdbc.sql(NEWEST).param("story", story.value()).query((row, _) -> variant(row)).list().stream()
                .collect(toUnmodifiableMap(StoredVariant::slot, variant -> variant));
    }

    /** The variant of this id, which a job refers to and which therefore exists. */
    public StoredVariant byId(UUID id) {
        return jdbc.sql(BY_ID).param("id", id).query((row, _) -> variant(row)).single();
    }

    /** The content as the newest variant of its slot: the one that stands if it says the same, else a new one. */
    public StoredVariant keep(Story story, Slot slot, Content content, UUID id, Instant now) {
        Optional<StoredVariant> equal = story.begun() ? Optional.empty() : newestIfEqual(story.id(), slot, content);
        return equal.orElseGet(() -> {
            add(story.id(), slot, content, id, now);
            return new StoredVariant(id, slot, content, now);
        });
    }

    private Optional<StoredVariant> newestIfEqual(StoryId story, Slot slot, Content content) {
        return jdbc.sql(NEWEST_IF_EQUAL)
                .param("story", story.value())
                .param("slot", slot.text())
                .param("hash", content.hash().bytes())
                .query((row, _) ->
                        new StoredVariant(row.getObject("id", UUID.class), slot, content, instant(row, "stored_at")))
                .optional();
    }

    private void add(StoryId story, Slot slot, Content content, UUID id, Instant now) {
        Sha256 hash = content.hash();
        var date = content.date();
        var settings = content.settings();
        var parent = settings.parent();
        var image = content.featuredImage();
        jdbc.sql(ADD)
                .param("id", id)
                .param("story", story.value())
                .param("slot", slot.text())
                .param("title", content.title())
                .param("html", content.html())
                .param("excerpt", content.excerpt())
                .param("slug", content.slug(), Types.VARCHAR)
                .param("date", date == null ? null : date.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("visibility", content.visibility().text())
                .param(
                        "open",
                        texts(content.leftOpen().stream()
                                .map(SiteDefault::text)
                                .sorted()
                                .toList()))
                .param("password", content.password(), Types.VARCHAR)
                .param("sticky", content.sticky())
                .param("categories", texts(content.categories()))
                .param("tags", texts(content.tags()))
                .param("author", settings.author(), Types.BIGINT)
                .param("comments", settings.commentStatus(), Types.VARCHAR)
                .param("pings", settings.pingStatus(), Types.VARCHAR)
                .param("format", settings.format(), Types.VARCHAR)
                .param("template", settings.template(), Types.VARCHAR)
                .param("parent", parent == null ? null : parent.id(), Types.BIGINT)
                .param("parentSlug", parent == null ? null : parent.slug(), Types.VARCHAR)
                .param("parentStory", parent == null ? null : parent.story(), Types.VARCHAR)
                .param("taxonomies", TaxonomiesJson.write(settings.taxonomies()), Types.VARCHAR)
                .param("image", image == null ? null : image.url(), Types.VARCHAR)
                .param("alt", image == null ? null : image.alt(), Types.VARCHAR)
                .param("caption", image == null ? null : image.caption(), Types.VARCHAR)
                .param("media", MediaJson.write(content.media()))
                .param("seo_title", content.seo().title(), Types.VARCHAR)
                .param("seo_description", content.seo().description(), Types.VARCHAR)
                .param("canonical", content.seo().canonical(), Types.VARCHAR)
                .param("focus", content.seo().focusKeyword(), Types.VARCHAR)
                .param("cluster", content.ids().clusterId(), Types.VARCHAR)
                .param("sector", content.ids().sectorId(), Types.VARCHAR)
                .param("hash", hash.bytes())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static SqlArrayValue texts(List<String> values) {
        return new SqlArrayValue("text", values.toArray());
    }

    private static StoredVariant variant(ResultSet row) throws SQLException {
        var content = new Content(
                row.getString("title"),
                row.getString("html"),
                row.getString("excerpt"),
                row.getString("slug"),
                instantOrNull(row, "post_date"),
                Visibility.of(row.getString("visibility")).orElseThrow(),
                open(row.getArray("left_open")),
                row.getString("password"),
                row.getBoolean("sticky"),
                texts(row.getArray("categories")),
                texts(row.getArray("tags")),
                new PostSettings(
                        row.getObject("author_id", Long.class),
                        row.getString("comment_status"),
                        row.getString("ping_status"),
                        row.getString("post_format"),
                        row.getString("template"),
                        Parent.of(
                                row.getObject("parent_id", Long.class),
                                row.getString("parent_slug"),
                                row.getString("parent_story")),
                        TaxonomiesJson.read(row.getString("taxonomies"))),
                image(row),
                MediaJson.read(row.getString("media")),
                new Seo(
                        row.getString("seo_title"),
                        row.getString("seo_description"),
                        row.getString("seo_canonical"),
                        row.getString("seo_focus_keyword")),
                new UpstreamIds(row.getString("cluster_id"), row.getString("sector_id")));
        return new StoredVariant(
                row.getObject("id", UUID.class),
                new Slot(row.getString("placement")),
                content,
                instant(row, "stored_at"));
    }

    private static @Nullable Image image(ResultSet row) throws SQLException {
        String url = row.getString("image_url");
        return url == null ? null : new Image(url, row.getString("image_alt"), row.getString("image_caption"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Set<SiteDefault> open(Array array) throws SQLException {
        return texts(array).stream().map(SiteDefault::of).collect(toUnmodifiableSet());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
