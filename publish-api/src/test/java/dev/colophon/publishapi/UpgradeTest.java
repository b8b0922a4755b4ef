package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** That the rows of the first version are taken over as they are. */
class UpgradeTest {

    private final PostgresServer server;

    UpgradeTest(@TempDir Path folder) {
        server = new PostgresServer(PostgresSettings.in(folder, 0, "upgrade-password"));
    }

    @AfterEach
    void stop() {
        server.stopImmediately();
    }

    @Test
    void what_the_first_version_stored_is_kept_and_can_be_commanded() {
        server.start().bootstrap();
        migrate("1");
        var tables = JdbcClient.create(server.superuser());
        tables.sql("""
                WITH c AS (INSERT INTO publish_api.client VALUES (gen_random_uuid(), 'old', 'client', now()) RETURNING id),
                site AS (INSERT INTO publish_api.site VALUES (gen_random_uuid(), 'old', 'wordpress', 'https://old.example',
                           'active', 'x', now(), 2, now(), now()) RETURNING id),
                story AS (INSERT INTO publish_api.story SELECT gen_random_uuid(), id, 'old', now() FROM c RETURNING id, client_id),
                v AS (INSERT INTO publish_api.variant (id, story_id, placement, title, html, excerpt, visibility, sticky,
                        categories, tags, content_hash, stored_at)
                      SELECT gen_random_uuid(), id, 'default', 'Old', '', '', 'public', false, '{}', '{}', sha256('x'), now()
                        FROM story RETURNING id, story_id),
                p AS (INSERT INTO publish_api.publication SELECT gen_random_uuid(), story.id, client_id, site.id, 'post', 'old',
                        1, 2, 2, now() FROM story, site RETURNING id, story_id)
                INSERT INTO publish_api.publish_job SELECT gen_random_uuid(), p.id, p.story_id, 'post', v.id, 'default', 1,
                  revision, 'publish', NULL, 'old', sha256('x'), now(), CASE revision WHEN 1 THEN now() END
                  FROM p, v, generate_series(1, 2) revision
                """).update();

        server.migrate("publish-api");

        var role = JdbcClient.create(server.as("publish_api"));
        var enqueued = role.sql("""
                        SELECT enqueue_publication(gen_random_uuid(), p.id, j.variant_id, 3, 'retry', p.slug, NULL,
                          j.fingerprint, now(), j.requested_by, 'upgraded', gen_random_uuid(), '{}', NULL) IS NULL
                          FROM publication p JOIN publish_job j ON j.publication_id = p.id AND j.superseded_at IS NULL
                         WHERE p.wanted_revision = 2 AND j.requested_by = p.client_id
                        """).query(Boolean.class).list();
        assertThat(enqueued).hasSize(1);
        assertThat(tables.sql("SELECT requested_revision, wanted_revision, messages FROM publish_api.publication")
                        .query()
                        .singleRow())
                .containsEntry("requested_revision", 3L)
                .containsEntry("wanted_revision", 3L)
                .containsEntry("messages", 3L);
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(server.as("publish_api_owner"))
                .locations("filesystem:" + RepositoryFiles.resolve("publish-api/src/main/resources/db/migration"))
                .defaultSchema("publish_api")
                .createSchemas(false)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }
}
