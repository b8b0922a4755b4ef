package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.SiteId;
import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.story.StoryId;
import dev.colophon.publishapi.story.StoryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Publications and their slugs. Opens no transaction; its locks last to the end of the caller's. */
@Repository
class Publications {

    // No conflict target: neither a second publication of the place nor a second holder of the slug may come of a race.
    private static final String ADD = """
            INSERT INTO publication (id, story_id, client_id, site_id, placement, slug, generation, requested_revision,
                                     messages, created_at)
            VALUES (:id, :story, :client, :site, :placement, :slug, 1, 0, 0, :now)
            ON CONFLICT DO NOTHING
            """;

    private static final String LOCK = """
            SELECT id, slug, generation, requested_revision FROM publication
             WHERE story_id = :story AND site_id = :site AND placement = :placement FOR UPDATE
            """;

    private static final String LOCK_BY_ID = """
            SELECT p.id, p.slug, p.generation, p.requested_revision, p.story_id, p.client_id, p.site_id, p.placement,
                   s.story_key, t.key AS site_key, t.platform
              FROM publication p JOIN story s ON s.id = p.story_id JOIN site t ON t.id = p.site_id
             WHERE p.id = :id AND (:all OR p.client_id = :client) FOR UPDATE OF p
            """;

    private static final String RENAME = "UPDATE publication SET slug = :slug WHERE id = :id";

    private static final String HOLDER = """
            SELECT s.story_key, p.client_id FROM publication p JOIN story s ON s.id = p.story_id
             WHERE p.site_id = :site AND p.placement = :placement AND p.slug = :slug
            """;

    private final JdbcClient jdbc;

    Publications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins a publication; false if the place has one already or the slug is taken. */
    boolean add(PublicationId id, Place place, String slug, Instant now) {
        return of(ADD, place)
                        .param("id", id.value())
                        .param("client", place.client().value())
                        .param("slug", slug)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The place's publication, locked against everyone else who asks for it. */
    Optional<Publication> lock(Place place) {
        return of(LOCK, place).query((row, _) -> publication(row)).optional();
    }

    /** The publication of this id, locked likewise, if it exists for this caller. */
    Optional<Target> lock(PublicationId id, Caller caller) {
        return jdbc.sql(LOCK_BY_ID)
                .param("id", id.value())
                .param("all", caller.seesAllClients())
                .param("client", caller.id().value())
                .query((row, _) -> new Target(
                        publication(row),
                        new Place(
                                new StoryId(row.getObject("story_id", UUID.class)),
                                new ClientId(row.getObject("client_id", UUID.class)),
                                new SiteId(row.getObject("site_id", UUID.class)),
                                Placement.of(row.getString("placement")).orElseThrow()),
                        new StoryKey(row.getString("story_key")),
                        new SiteKey(row.getString("site_key")),
                        row.getString("platform")))
                .optional();
    }

    /** Gives a locked publication another slug; a race for it ends in a unique violation, and a repetition. */
    void rename(PublicationId id, String slug) {
        jdbc.sql(RENAME).param("id", id.value()).param("slug", slug).update();
    }

    /** Whose slug this is at the place's site and placement. */
    Optional<SlugHolder> holderOf(String slug, Place place) {
        return jdbc.sql(HOLDER)
                .param("site", place.site().value())
                .param("placement", place.placement().text())
                .param("slug", slug)
                .query((row, _) -> new SlugHolder(row.getString("story_key"), row.getObject("client_id", UUID.class)))
                .optional();
    }

    private JdbcClient.StatementSpec of(String statement, Place place) {
        return jdbc.sql(statement)
                .param("story", place.story().value())
                .param("site", place.site().value())
                .param("placement", place.placement().text());
    }

    private static Publication publication(ResultSet row) throws SQLException {
        return new Publication(
                new PublicationId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getInt("generation"),
                row.getLong("requested_revision"));
    }

    record SlugHolder(String storyKey, UUID client) {}
}
