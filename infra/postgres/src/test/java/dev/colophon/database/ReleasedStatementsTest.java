package dev.colophon.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That migrations go with the release before them: in a rolling upgrade its processes work on for a while on the schema that
 * the first new one has made. Each migration that would stop them is planted here, and must be noticed.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
class ReleasedStatementsTest {

    private final MigratedDatabase database;

    ReleasedStatementsTest(PostgresServer server) {
        database = new MigratedDatabase(server);
    }

    @ParameterizedTest
    @EnumSource
    void what_the_last_release_asks_goes_with_the_newest_schema(Service service) {
        var statements = FrozenRelease.last().statements(service);

        assertThat(statements).hasSizeGreaterThan(20);
        assertThat(database.refused(service, statements)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_the_last_release_stores_still_has_its_place(Service service) throws IOException {
        var released = FrozenRelease.last().columns(service);
        var page = Files.readString(RepositoryFiles.resolve("docs/operations/retired-columns.md"));

        assertThat(released).hasSizeGreaterThan(20);
        assertThat(ColumnChange.refused(released, database.columns(service), Retirements.on(page)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WORDPRESS_PUBLISHER | ALTER TABLE site_term DROP CONSTRAINT site_term_pkey                       | ON CONFLICT
            WORDPRESS_PUBLISHER | ALTER TABLE ledger RENAME COLUMN fencing_token TO token                    | fencing_token
            WORDPRESS_PUBLISHER | REVOKE INSERT ON attempt FROM wordpress_publisher                          | permission denied
            PUBLISH_API         | DROP FUNCTION enqueue_publication                                          | enqueue_publication
            STATUS_PROJECTOR    | ALTER TABLE publication_status RENAME COLUMN reason_code TO why            | reason_code
            OUTBOX_RELAY        | ALTER TABLE parked_row RENAME TO refused_row                               | parked_row
            """)
    void a_migration_that_stops_the_last_release_is_noticed(Service service, String migration, String told) {
        var refused =
                database.refusedAfter(migration, service, FrozenRelease.last().statements(service));

        assertThat(refused).isNotEmpty().anyMatch(why -> why.contains(told));
    }

    @Test
    void a_column_that_a_former_insert_does_not_name_is_noticed() {
        var today = database.columnsAfter(
                "ALTER TABLE held_cancel ADD COLUMN planted int NOT NULL; ALTER TABLE held_cancel ADD COLUMN harmless int",
                Service.WORDPRESS_PUBLISHER);

        assertThat(ColumnChange.refused(FrozenRelease.last().columns(Service.WORDPRESS_PUBLISHER), today, Set.of()))
                .singleElement()
                .asString()
                .contains("held_cancel.planted");
    }

    @Test
    void a_column_goes_with_its_record_alone_and_keeps_its_type() {
        var released = List.of(new Column("a.t.old", "text", false), new Column("a.t.n", "integer", true));
        var today = List.of(new Column("a.t.n", "bigint", true));
        var dropped = List.of(new Column("a.t.n", "integer", true));

        assertThat(ColumnChange.refused(released, today, Set.of())).hasSize(2);
        assertThat(ColumnChange.refused(released, dropped, Set.of("a.t.old"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-01-08, 2026-02-08, true",
        "2026-01-01, 2026-01-07, 2026-02-08, false",
        "2026-01-01, 2026-01-08, 2026-02-07, false"
    })
    void a_record_counts_when_each_stage_was_as_long_as_it_must(
            String compared, String unused, String dropped, boolean counts) {
        var page = "| `a.t.old` | %s | %s | %s | V30 |\n".formatted(compared, unused, dropped);

        assertThat(Retirements.on(page).contains("a.t.old")).isEqualTo(counts);
    }

    /** Not a test but the work of infra/postgres/freeze, which needs all that the tests need. */
    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "colophon.freeze", matches = "\\d+\\.\\d+\\.\\d+")
    void freeze(Service service) {
        var statements = WrittenStatements.of(service);
        assertThat(database.refused(service, statements)).isEmpty();

        new FrozenRelease(System.getProperty("colophon.freeze")).write(service, statements, database.columns(service));
    }
}
