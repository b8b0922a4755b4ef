package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What status-read-elsewhere finds on a server that counts statements: one of its own, since the library is loaded at its start. */
@NullUnmarked
class StatementsElsewhereTest {

    private static final String CHECK = "status-read-elsewhere.sql";

    private final PostgresServer server;

    StatementsElsewhereTest(@TempDir Path folder) {
        server = new PostgresServer(
                PostgresSettings.in(folder, 0, UUID.randomUUID().toString())
                        .with("shared_preload_libraries = 'pg_stat_statements'\n"));
    }

    @AfterEach
    void stop() {
        server.stopImmediately();
    }

    @Test
    void who_asked_the_status_elsewhere_is_found_though_the_right_is_gone_and_nothing_of_what_was_asked_is_told() {
        server.start().bootstrap();
        List.of("publish-api", "outbox-relay", "wordpress-publisher", "status-projector")
                .forEach(server::migrate);
        var superuser = new JdbcTemplate(server.superuser());
        superuser.execute("CREATE EXTENSION pg_stat_statements");
        superuser.execute("CREATE ROLE curious LOGIN PASSWORD '" + server.password() + "'");
        superuser.execute("GRANT USAGE ON SCHEMA status_projector TO curious");
        var curious = new JdbcTemplate(server.as("curious"));
        var question = "SELECT count(*) FROM status_projector.publication_status WHERE external_id <> 'secret'";
        assertThatThrownBy(() -> curious.execute(question)).rootCause().hasMessageContaining("permission denied");

        superuser.execute("GRANT SELECT ON ALL TABLES IN SCHEMA status_projector TO curious");
        curious.execute(question);
        curious.execute(question);
        curious.execute("EXPLAIN SELECT 'secret' FROM status_projector.\"publication_event\"");
        superuser.execute("REVOKE ALL ON ALL TABLES IN SCHEMA status_projector FROM curious");
        new JdbcTemplate(server.as("publish_api")).execute("SELECT * FROM status_projector.publication_status_v1");
        assertThat(found()).as("without the right to others' statistics").isEmpty();

        superuser.execute("GRANT pg_read_all_stats TO status_projector_owner");

        assertThat(found())
                .containsExactly(
                        "role curious ran statements that name publication_event, 1 so far",
                        "role curious ran statements that name publication_status, 2 so far");
        superuser.execute("SELECT pg_stat_statements_reset('curious'::regrole, 0, 0)");
        assertThat(found()).isEmpty();
    }

    /** As the service's own role. */
    private List<String> found() {
        var file = RepositoryFiles.resolve("status-projector/src/main/resources/checks/" + CHECK);
        var check = CheckFile.read(CHECK, Contracts.read(file));
        return new JdbcTemplate(server.as("status_projector"))
                .queryForList("SELECT what FROM (" + check.sql() + ") AS bad ORDER BY what", String.class);
    }
}
