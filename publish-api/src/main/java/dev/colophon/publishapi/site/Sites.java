package dev.colophon.publishapi.site;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/** The registered sites. Sealed credentials go in and never come out. Opens no transaction. */
@Repository
public class Sites {

    private static final String COLUMNS =
            "id, key, platform, base_url, state, edit_policy, max_concurrency, max_visits_per_minute, "
                    + "default_author, default_categories, default_visibility, credentials_set_at, created_at, updated_at";

    private static final String ADD = """
            INSERT INTO site (id, key, platform, base_url, state, edit_policy, credentials_sealed, credentials_set_at, max_concurrency,
                              max_visits_per_minute, default_author, default_categories, default_visibility, created_at, updated_at)
            VALUES (:id, :key, :platform, :baseUrl, 'active', :editPolicy, :sealed, :now, :maxConcurrency, :maxVisits,
                    :author, :categories, :visibility, :now, :now)
            ON CONFLICT (key) DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE site SET base_url = :baseUrl, edit_policy = :editPolicy, max_concurrency = :maxConcurrency,
                            max_visits_per_minute = :maxVisits, default_author = :author,
                            default_categories = :categories, default_visibility = :visibility, credentials_sealed = :sealed,
                            credentials_set_at = :now, updated_at = :now
             WHERE id = :id
            """;

    private static final String SET_CREDENTIALS = """
            UPDATE site SET credentials_sealed = :sealed, credentials_set_at = :now, updated_at = :now WHERE id = :id
            """;

    private static final String SET_STATE = """
            UPDATE site SET state = :state, updated_at = CASE WHEN state = :state THEN updated_at ELSE :now END
             WHERE key = :key
            """;

    private static final String BY_KEY = "SELECT " + COLUMNS + " FROM site WHERE key = :key";

    private static final String LIST = "SELECT " + COLUMNS + " FROM site WHERE key > :after ORDER BY key LIMIT :limit";

    private final JdbcClient jdbc;

    Sites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the site is new: false if its key is taken. */
    boolean add(SiteId id, SiteKey key, SiteSettings settings, byte[] sealed, Instant now) {
        return of(ADD, id, settings, sealed, now)
                        .param("key", key.value())
                        .param("platform", settings.platform())
                        .update()
                == 1;
    }

    void update(SiteId id, SiteSettings settings, byte[] sealed, Instant now) {
        of(UPDATE, id, settings, sealed, now).update();
    }

    private JdbcClient.StatementSpec of(
            String statement, SiteId id, SiteSettings settings, byte[] sealed, Instant now) {
        var defaults = settings.defaults();
        var visibility = defaults.visibility();
        return jdbc.sql(statement)
                .param("id", id.value())
                .param("baseUrl", settings.baseUrl().toString())
                .param("editPolicy", settings.editPolicy().text())
                .param("sealed", sealed)
                .param("maxConcurrency", settings.maxConcurrency())
                .param("maxVisits", settings.maxVisitsPerMinute(), Types.INTEGER)
                .param("author", defaults.author(), Types.BIGINT)
                .param(
                        "categories",
                        new SqlArrayValue("text", defaults.categories().toArray()))
                .param("visibility", visibility == null ? null : visibility.text(), Types.VARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC));
    }

    void setCredentials(SiteId id, byte[] sealed, Instant now) {
        jdbc.sql(SET_CREDENTIALS)
                .param("id", id.value())
                .param("sealed", sealed)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void setState(SiteKey key, SiteState state, Instant now) {
        jdbc.sql(SET_STATE)
                .param("key", key.value())
                .param("state", state.text())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The site of this key, in whatever state. */
    public Optional<Site> byKey(SiteKey key) {
        return jdbc.sql(BY_KEY)
                .param("key", key.value())
                .query((row, _) -> site(row))
                .optional();
    }

    /** Sites whose keys come after this one, in the order of the keys. */
    List<Site> list(String after, int limit) {
        return jdbc.sql(LIST)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> site(row))
                .list();
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(
                new SiteId(row.getObject("id", UUID.class)),
                new SiteKey(row.getString("key")),
                row.getString("platform"),
                new BaseUrl(URI.create(row.getString("base_url"))),
                SiteState.of(row.getString("state")),
                EditPolicy.stored(row.getString("edit_policy")),
                row.getInt("max_concurrency"),
                row.getObject("max_visits_per_minute", Integer.class),
                defaults(row),
                row.getObject("credentials_set_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static SiteDefaults defaults(ResultSet row) throws SQLException {
        var visibility = row.getString("default_visibility");
        return new SiteDefaults(
                row.getObject("default_author", Long.class),
                List.of((String[]) row.getArray("default_categories").getArray()),
                visibility == null ? null : Visibility.of(visibility).orElseThrow());
    }
}
