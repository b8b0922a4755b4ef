package dev.colophon.statusprojector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A publication's status is in one place. Nobody but the projector writes it, nobody but the named readers reads it, and no
 * other column, of any schema, says the same again: two sources of truth are how Incident 3 began.
 */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
class SingleSourceTest {

    private static final List<String> MODULES =
            List.of("publish-api", "outbox-relay", "wordpress-publisher", "status-projector", "infra/local");

    /** Who may name the projection or its view, and why. Everything else asks one of these. */
    private static final Map<String, String> READERS = Map.of(
            "publish-api/src/main/java/dev/colophon/publishapi/status/Statuses.java",
            "publish-api's one reader",
            "publish-api/src/main/java/dev/colophon/publishapi/status/NewStories.java",
            "counts the last hour for the console's overview, of the same view",
            "publish-api/src/main/java/dev/colophon/publishapi/status/OpenStories.java",
            "counts what waits for the console's overview, of the same view",
            "publish-api/src/main/java/dev/colophon/publishapi/status/ProjectedViews.java",
            "asks whether the view is there",
            "status-projector/src/main/java/dev/colophon/statusprojector/project/Statuses.java",
            "its only writer",
            "status-projector/src/main/java/dev/colophon/statusprojector/rebuild/SelectedPublications.java",
            "selects what is rebuilt",
            "status-projector/src/main/java/dev/colophon/statusprojector/divergence/FoldComparison.java",
            "compares it",
            "status-projector/src/main/java/dev/colophon/statusprojector/divergence/LedgerComparison.java",
            "compares it",
            "publish-api/src/main/java/dev/colophon/publishapi/status/FailedPublications.java",
            "finds what an operator has retried",
            "infra/local/src/main/java/dev/colophon/local/status/PublicationCounts.java",
            "counts for a person at a terminal");

    private static final Pattern PROJECTION = Pattern.compile("\\bpublication_status(_v[0-9]+)?\\b");

    /** Names by which other systems kept a second opinion. None may come back, in a schema or in code. */
    private static final Pattern BANNED = Pattern.compile(
            "\\b(wp_post_id|wordpress_post_id|wordpress_id|facebook_post_id|instagram_post_id|is_published|was_published"
                    + "|publish_status|publishing_status|publication_state|post_status|sync_status|is_synced|syncing"
                    + "|legacy_[a-z_]+|last_published_at|posted_at|published_flag)\\b");

    /** Columns of these names, and what they are: none says whether a story is published. */
    private static final Map<String, String> OTHER_STATUSES = Map.of(
            "publish_api.idempotency_key.status", "of an HTTP answer",
            "wordpress_publisher.operations_use.status", "of an HTTP answer",
            "status_projector.operations_use.status", "of an HTTP answer");

    private static final Set<String> PRIVILEGES =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

    private final PostgresServer postgres;
    private final JdbcTemplate superuser;

    SingleSourceTest(PostgresServer postgres) {
        this.postgres = postgres;
        this.superuser = new JdbcTemplate(postgres.superuser());
    }

    @BeforeEach
    void migrate() {
        for (var module : List.of("publish-api", "outbox-relay", "wordpress-publisher", "status-projector")) {
            postgres.migrate(module);
        }
    }

    @Test
    void only_the_projectors_role_has_any_right_to_the_projection() {
        var rights = new TreeMap<String, Set<String>>();
        for (var role : superuser.queryForList(
                "SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%'", String.class)) {
            var held = new TreeSet<String>();
            for (var privilege : PRIVILEGES) {
                if (holds(role, privilege)) {
                    held.add(privilege);
                }
            }
            if (!held.isEmpty()) {
                rights.put(role, held);
            }
        }

        assertThat(rights.keySet()).containsExactlyInAnyOrder("status_projector", "status_projector_owner");
        assertThat(rights.get("status_projector"))
                .contains("SELECT", "INSERT", "UPDATE")
                .doesNotContain("TRUNCATE", "TRIGGER", "REFERENCES");
    }

    /** Of the table as a whole or of any of its columns. */
    private boolean holds(String role, String privilege) {
        var byColumn = Set.of("SELECT", "INSERT", "UPDATE", "REFERENCES").contains(privilege);
        var question = byColumn ? "has_any_column_privilege" : "has_table_privilege";
        return Boolean.TRUE.equals(superuser.queryForObject(
                "SELECT " + question + "(?, 'status_projector.publication_status', ?)",
                Boolean.class,
                role,
                privilege));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish_api",
                "outbox_relay",
                "wordpress_publisher",
                "publish_api_owner",
                "wordpress_publisher_owner"
            })
    void every_other_role_that_tries_is_denied(String role) {
        var other = new JdbcTemplate(postgres.as(role));

        for (var sql : List.of(
                "UPDATE status_projector.publication_status SET status = 'published'",
                "DELETE FROM status_projector.publication_status",
                "INSERT INTO status_projector.publication_status DEFAULT VALUES",
                "TRUNCATE status_projector.publication_status",
                "SELECT status FROM status_projector.publication_status",
                "UPDATE status_projector.publication_status_v1 SET status = 'published'",
                "SELECT * FROM status_projector.valid_receipt",
                "SELECT * FROM status_projector.check_finding")) {
            assertThatThrownBy(() -> other.execute(sql))
                    .as("%s: %s", role, sql)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|cannot update view).*");
        }
    }

    @Test
    void the_projector_reads_the_others_through_their_views_and_nothing_else() {
        var projector = new JdbcTemplate(postgres.as("status_projector"));

        var readable = superuser.queryForList("""
                SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('publish_api', 'outbox_relay', 'wordpress_publisher') AND c.relkind IN ('r', 'v', 'm', 'p')
                  AND has_any_column_privilege('status_projector', c.oid, 'SELECT')
                """, String.class);

        assertThat(readable)
                .contains(
                        "publish_api.job_state_v1", "wordpress_publisher.ledger_state_v1", "outbox_relay.parked_row_v1")
                .allMatch(name -> name.matches(".*_v[0-9]+"));
        for (var sql : List.of(
                "SELECT * FROM wordpress_publisher.ledger",
                "SELECT * FROM publish_api.publish_job",
                "SELECT * FROM publish_api.site",
                "UPDATE wordpress_publisher.ledger_state_v1 SET revision = 1")) {
            assertThatThrownBy(() -> projector.execute(sql))
                    .as(sql)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|cannot update view).*");
        }
    }

    @Test
    void the_views_for_the_checks_show_neither_content_nor_secret() {
        var columns = superuser.queryForList("""
                SELECT column_name FROM information_schema.columns
                WHERE (table_schema, table_name) IN (('publish_api', 'job_state_v1'), ('wordpress_publisher', 'ledger_state_v1'),
                  ('outbox_relay', 'parked_row_v1'))
                """, String.class);

        assertThat(columns)
                .hasSizeGreaterThan(30)
                .doesNotContain(
                        "content",
                        "payload",
                        "detail",
                        "fingerprint",
                        "content_hash",
                        "remote_slug",
                        "credentials_sealed",
                        "client_id",
                        "variant_id",
                        "title",
                        "password");
    }

    @Test
    void no_code_but_the_named_readers_knows_the_projection() throws IOException {
        var found = new TreeSet<String>();
        for (var source : sources(".java")) {
            if (PROJECTION.matcher(Files.readString(source)).find()) {
                found.add(RepositoryFiles.root().relativize(source).toString());
            }
        }

        assertThat(found).isSubsetOf(READERS.keySet()).hasSizeGreaterThan(3);
        assertThat(READERS.keySet())
                .allSatisfy(
                        reader -> assertThat(RepositoryFiles.resolve(reader)).exists());
    }

    @Test
    void a_planted_reader_would_be_found() {
        assertThat(PROJECTION
                        .matcher("SELECT status FROM status_projector.publication_status_v1")
                        .find())
                .isTrue();
        assertThat(PROJECTION.matcher("JOIN publication_status s").find()).isTrue();
        assertThat(PROJECTION.matcher("publication_statuses").find()).isFalse();
    }

    @Test
    void no_column_of_any_schema_says_again_what_the_status_says() {
        var columns = superuser.queryForList("""
                SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns
                WHERE table_schema IN ('publish_api', 'outbox_relay', 'wordpress_publisher', 'status_projector')
                """, String.class);
        var seconds = columns.stream()
                .filter(column -> column.matches(".*\\.(status|external_id|external_url)"))
                .filter(column -> !column.matches("status_projector\\.publication_status(_[a-z0-9]+)?\\..*"))
                .filter(column -> !OTHER_STATUSES.containsKey(column))
                .toList();

        assertThat(columns).hasSizeGreaterThan(150);
        assertThat(columns)
                .noneMatch(column -> BANNED.matcher(column.substring(column.lastIndexOf('.') + 1))
                        .find());
        assertThat(seconds).isEmpty();
    }

    @Test
    void no_source_speaks_of_a_banned_column() throws IOException {
        for (var source : sources(".java", ".sql", ".yml")) {
            assertThat(BANNED.matcher(Files.readString(source)).results().map(found -> found.group()))
                    .as(source.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wp_post_id",
                "wordpress_post_id",
                "wordpress_id",
                "facebook_post_id",
                "instagram_post_id",
                "is_published",
                "was_published",
                "publish_status",
                "publishing_status",
                "publication_state",
                "post_status",
                "sync_status",
                "is_synced",
                "syncing",
                "legacy_status",
                "last_published_at",
                "posted_at",
                "published_flag"
            })
    void the_gate_fails_on_each_banned_name(String name) {
        assertThat(BANNED.matcher("ALTER TABLE ledger ADD COLUMN " + name + " text")
                        .find())
                .isTrue();
    }

    private static List<Path> sources(String... endings) throws IOException {
        var found = new ArrayList<Path>();
        for (var module : MODULES) {
            try (Stream<Path> files = Files.walk(RepositoryFiles.resolve(module + "/src/main"))) {
                files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
