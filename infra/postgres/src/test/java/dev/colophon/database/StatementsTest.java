package dev.colophon.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That code and schema cannot disagree: every statement of the services goes with the schema as it is migrated to. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
class StatementsTest {

    private final MigratedDatabase database;

    StatementsTest(PostgresServer server) {
        database = new MigratedDatabase(server);
    }

    @ParameterizedTest
    @EnumSource
    void every_statement_goes_with_the_newest_schema(Service service) {
        var written = WrittenStatements.of(service);

        assertThat(written).hasSizeGreaterThan(20);
        assertThat(database.refused(service, written)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void no_class_asks_the_database_what_is_not_among_them(Service service) {
        assertThat(WrittenStatements.withoutAny(service)).isEmpty();
    }

    @Test
    void parameters_are_numbered_and_texts_comments_and_casts_left_alone() {
        assertThat(Parameters.numbered("SELECT ':no', a::text, :one, :two -- :no\n WHERE b = :one OR c = ?"))
                .isEqualTo("SELECT ':no', a::text, $1, $2 -- :no\n WHERE b = $1 OR c = $1");
    }
}
