package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.CredentialStanding.Code;
import dev.colophon.wordpresspublisher.site.CredentialStanding.Evidence;
import dev.colophon.wordpresspublisher.site.CredentialStanding.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which sites' credentials are due to be replaced, told from what surrounds them: none is opened here. */
@Component
public class SiteCredentials {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_SITES = 10_000;

    /** Of active sites alone, if not of one: at a suspended one nothing is about to fail. */
    private static final String READ = """
            SELECT v.credentials_set_at, v.sealed_with, s.suspended_since, s.suspension_code
            FROM publish_api.site_credentials_v1 v LEFT JOIN site_state s ON s.site_id = v.site_id
            WHERE v.site_id = :site OR (CAST(:site AS uuid) IS NULL AND v.state = 'active')
            ORDER BY v.credentials_set_at LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final SealedCredentials sealed;
    private final Duration rotateAfter;
    private final InstantSource clock;
    private long due;
    private Instant readAt = Instant.MIN;

    SiteCredentials(JdbcClient jdbc, SealedCredentials sealed, CredentialProperties properties, InstantSource clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.rotateAfter = properties.rotateAfter();
        this.clock = clock;
    }

    /** How a site's credentials stand; empty where it is not registered, or publish-api does not tell yet. */
    public Optional<CredentialStanding> of(SiteId site) {
        return read(site.value()).stream().findFirst();
    }

    /** How many active sites' credentials are due, as of a minute ago at most. */
    public synchronized long due() {
        Instant now = clock.instant();
        if (readAt.isBefore(now.minus(KEPT))) {
            due = read(null).stream()
                    .filter(standing -> standing.state() == State.DUE)
                    .count();
            readAt = now;
        }
        return due;
    }

    private List<CredentialStanding> read(@Nullable UUID site) {
        Instant now = clock.instant();
        try {
            return jdbc.sql(READ)
                    .param("site", site, Types.OTHER)
                    .param("limit", MOST_SITES)
                    .query((row, _) -> CredentialStanding.of(evidence(row), rotateAfter, now))
                    .list();
        } catch (BadSqlGrammarException notYet) {
            return List.of(); // The view is younger than we are: who is upgraded first is not for us to say.
        }
    }

    private Evidence evidence(ResultSet row) throws SQLException {
        OffsetDateTime suspended = row.getObject("suspended_since", OffsetDateTime.class);
        return new Evidence(
                row.getObject("credentials_set_at", OffsetDateTime.class).toInstant(),
                sealed.olderKey(row.getBytes("sealed_with")),
                refusal(row.getString("suspension_code")),
                suspended == null ? null : suspended.toInstant());
    }

    /** A suspension for another reason (too small a role, the administrator's wish) says nothing against the password. */
    private static @Nullable Code refusal(@Nullable String suspension) {
        return Arrays.stream(new Code[] {Code.WP_CREDENTIALS_LOST, Code.SITE_CREDENTIALS_UNREADABLE})
                .filter(code -> code.name().equals(suspension))
                .findFirst()
                .orElse(null);
    }
}
