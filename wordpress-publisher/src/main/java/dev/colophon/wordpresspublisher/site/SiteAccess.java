package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.EditPolicy;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Reads a site by its primary key through the view that publish-api publishes, and opens its credentials. Whoever speaks to a site has
 * it from here, and a site of another platform nobody gets: its credentials are not opened.
 */
@Component
public class SiteAccess {

    /** Pace and policy may not be there yet: their columns are younger than the view, and who is upgraded first is not for us to say. */
    private static final String BY_KEY = """
            SELECT v.site_key, v.platform, v.base_url, v.state, v.credentials_sealed, v.max_concurrency,
              (to_jsonb(v) ->> 'max_visits_per_minute')::integer AS max_visits_per_minute,
              to_jsonb(v) ->> 'edit_policy' AS edit_policy
            FROM publish_api.site_access_v1 v WHERE v.site_id = :site
            """;

    private static final String OURS = "wordpress";

    private final JdbcClient jdbc;
    private final SealedCredentials sealed;

    SiteAccess(JdbcClient jdbc, SealedCredentials sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    /** The site, ready to be spoken to; fails where it is not there, of another platform, not active or cannot be opened. */
    public Site of(SiteId id) throws WordPressFailed {
        SiteRow row = read(id).orElseThrow(() -> missing("SITE_NOT_FOUND", "No site " + id + " is registered."));
        requireOurs(row);
        if (!row.state().equals("active")) {
            // Waits as long as the site is suspended: an administrator's decision is no failure of the story's.
            throw new WordPressFailed(new WordPressFailure.CredentialsLost(new Problem(
                    "SITE_SUSPENDED", "The site " + row.key() + " is suspended by its administrator.", null)));
        }
        return site(id, row);
    }

    /** The same of a site that may be suspended, for a look at it before it is resumed. Empty where none is registered. */
    public Optional<Site> whateverItsState(SiteId id) throws WordPressFailed {
        Optional<SiteRow> row = read(id);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        requireOurs(row.get());
        return Optional.of(site(id, row.get()));
    }

    /** The platform of a site that is no WordPress; empty of one that is, and where nothing can be known. */
    public Optional<String> otherPlatform(SiteId id) {
        try {
            return read(id).map(SiteRow::platform).filter(platform -> !platform.equals(OURS));
        } catch (WordPressFailed _) {
            return Optional.empty(); // Who goes on to the site meets the same, and tells it.
        }
    }

    private static void requireOurs(SiteRow row) throws WordPressFailed {
        if (!row.platform().equals(OURS)) {
            throw missing(
                    "SITE_OF_ANOTHER_PLATFORM",
                    "The site " + row.key() + " is of the platform " + row.platform()
                            + "; this publisher speaks to WordPress alone.");
        }
    }

    private Site site(SiteId id, SiteRow row) throws WordPressFailed {
        return new Site(
                id,
                row.key(),
                URI.create(row.baseUrl()),
                open(id, row),
                row.maxConcurrency(),
                row.maxVisitsPerMinute(),
                row.editPolicy());
    }

    private Optional<SiteRow> read(SiteId id) throws WordPressFailed {
        try {
            return jdbc.sql(BY_KEY)
                    .param("site", id.value())
                    .query((row, _) -> new SiteRow(
                            row.getString("site_key"),
                            row.getString("platform"),
                            row.getString("base_url"),
                            row.getString("state"),
                            row.getBytes("credentials_sealed"),
                            row.getInt("max_concurrency"),
                            row.getObject("max_visits_per_minute", Integer.class),
                            EditPolicy.of(row.getString("edit_policy"))))
                    .optional();
        } catch (BadSqlGrammarException unreadable) {
            throw missing("SITE_NOT_FOUND", "The view publish_api.site_access_v1 cannot be read.");
        }
    }

    private Credentials open(SiteId id, SiteRow row) throws WordPressFailed {
        try {
            return sealed.open(id, row.sealed());
        } catch (GeneralSecurityException | JacksonException | IllegalArgumentException unopened) {
            throw new WordPressFailed(new WordPressFailure.CredentialsLost(new Problem(
                    "SITE_CREDENTIALS_UNREADABLE",
                    "The credentials of the site " + row.key() + " cannot be opened with this service's keyset.",
                    null)));
        }
    }

    private static WordPressFailed missing(String code, String detail) {
        return new WordPressFailed(new WordPressFailure.Missing(new Problem(code, detail, null)));
    }

    // A byte array in a record is compared by identity; rows are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record SiteRow(
            String key,
            String platform,
            String baseUrl,
            String state,
            byte[] sealed,
            int maxConcurrency,
            @Nullable Integer maxVisitsPerMinute,
            EditPolicy editPolicy) {}
}
