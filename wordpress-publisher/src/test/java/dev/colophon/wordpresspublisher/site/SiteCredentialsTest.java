package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Keysets;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.CredentialStanding.Code;
import dev.colophon.wordpresspublisher.site.CredentialStanding.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Credentials are told to be due by the publisher's own role, through the view, and none is opened for it. */
@ExtendWith(PostgresExtension.class)
class SiteCredentialsTest {

    private static final Duration ROTATE_AFTER = Duration.ofDays(90);

    private final JdbcClient superuser;
    private final SiteCredentials credentials;
    private final Instant setAt = Instant.parse("2026-03-01T00:00:00Z");
    private final List<UUID> made = new ArrayList<>(List.of(new UUID(0, 0)));
    private Instant now = setAt;

    SiteCredentialsTest(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.migrate("wordpress-publisher");
        this.superuser = JdbcClient.create(postgres.superuser());
        this.credentials = new SiteCredentials(
                JdbcClient.create(postgres.as("wordpress_publisher")),
                new SealedCredentials(Newsroom.KEYSET, new JsonMapper()),
                new CredentialProperties(ROTATE_AFTER),
                () -> now);
    }

    /** Other tests' publishers would walk these sites, and count the suspended ones. */
    @AfterEach
    void forgetSites() {
        superuser
                .sql("DELETE FROM wordpress_publisher.site_state WHERE site_id IN (:ids)")
                .param("ids", made)
                .update();
        superuser
                .sql("DELETE FROM publish_api.site WHERE id IN (:ids)")
                .param("ids", made)
                .update();
    }

    @Test
    void a_site_at_which_nothing_was_wanted_yet_is_told_of_too() {
        var site = site(Newsroom.KEYSET);

        assertThat(credentials.of(site)).contains(new CredentialStanding(State.OK, null, null, setAt));
        now = setAt.plus(ROTATE_AFTER);
        assertThat(credentials.of(site))
                .contains(new CredentialStanding(State.DUE, Code.SITE_CREDENTIALS_OLD, now, setAt));
        assertThat(credentials.of(new SiteId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void those_that_are_due_are_counted_while_their_site_is_active_and_lets_us_in() throws Exception {
        long before = counted();
        var former = site(Keysets.rotated(Newsroom.KEYSET));
        site(Newsroom.KEYSET);
        assertThat(counted()).isEqualTo(before + 1);

        suspendedBySite(former, "WP_CREDENTIALS_LOST");
        assertThat(credentials.of(former).orElseThrow().state()).isEqualTo(State.REFUSED);
        assertThat(counted()).as("what is refused is not about to be").isEqualTo(before);

        suspendedBySite(former, "WP_ROLE_TOO_SMALL");
        assertThat(credentials.of(former).orElseThrow().state()).isEqualTo(State.DUE);
        assertThat(counted()).isEqualTo(before + 1);

        superuser
                .sql("UPDATE publish_api.site SET state = 'suspended' WHERE id = :id")
                .param("id", former.value())
                .update();
        assertThat(counted()).isEqualTo(before);
    }

    @Test
    void the_count_is_read_once_a_minute() throws Exception {
        long before = counted();
        site(Keysets.rotated(Newsroom.KEYSET));

        assertThat(credentials.due()).isEqualTo(before);
        assertThat(counted()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void each_code_has_a_page(Code code) {
        assertThat(RepositoryFiles.resolve("docs/operations/" + code + ".md")).exists();
    }

    /** As it is once what was read before has become too old. */
    private long counted() {
        now = now.plus(Duration.ofMinutes(2));
        return credentials.due();
    }

    private SiteId site(String keyset) {
        var id = UUID.randomUUID();
        made.add(id);
        superuser
                .sql("""
                        INSERT INTO publish_api.site (id, key, platform, base_url, state, credentials_sealed, credentials_set_at,
                          max_concurrency, created_at, updated_at)
                        VALUES (:id, :key, 'wordpress', 'https://news.example', 'active', :sealed, CAST(:at AS timestamptz), 2,
                          now(), now())
                        """)
                .param("id", id)
                .param("key", "c" + id.toString().replace("-", ""))
                .param("sealed", Keysets.seal(keyset, id, "editor", "abcd"))
                .param("at", setAt.toString())
                .update();
        return new SiteId(id);
    }

    private void suspendedBySite(SiteId site, String code) {
        superuser.sql("""
                        INSERT INTO wordpress_publisher.site_state (site_id, max_concurrency, suspended_since, suspension_code,
                          suspension_detail, next_probe_at)
                        VALUES (:id, 2, now(), :code, 'as the test says', now() + interval '1 day')
                        ON CONFLICT (site_id) DO UPDATE SET suspension_code = excluded.suspension_code
                        """).param("id", site.value()).param("code", code).update();
    }
}
