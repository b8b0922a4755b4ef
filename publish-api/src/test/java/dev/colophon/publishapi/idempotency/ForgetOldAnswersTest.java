package dev.colophon.publishapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class ForgetOldAnswersTest {

    /** Far off: contexts of other tests forget by the true clock, and none of these. */
    private static final Instant NOW = Instant.parse("2126-11-24T09:15:30Z");

    @Test
    void answers_are_kept_as_long_as_promised_and_not_for_ever(PostgresServer postgres) {
        forget(keysOfAges(postgres));

        assertThat(JdbcClient.create(postgres.superuser())
                        .sql("SELECT key FROM publish_api.idempotency_key")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "0 days", "1 days", "2 days", "3 days", "4 days", "5 days", "6 days", "7 days");
    }

    private static void forget(IdempotencyKeys keys) {
        new ForgetOldAnswers(keys, new IdempotencyProperties(Duration.ofDays(7)), InstantSource.fixed(NOW)).forget();
    }

    /** One of each age, from today's to one of 2005 days. */
    private static IdempotencyKeys keysOfAges(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.clear("publish_api");
        var tables = JdbcClient.create(postgres.superuser());
        tables.sql("INSERT INTO publish_api.client VALUES (gen_random_uuid(), 'someone', 'client', now())")
                .update();
        tables.sql("""
                        INSERT INTO publish_api.idempotency_key
                        SELECT id, 'op', age || ' days', sha256('x'), 202, '/', '{}',
                               timestamptz '2126-11-24T09:15:30Z' - make_interval(days => age)
                          FROM publish_api.client, generate_series(0, 2005) age
                        """).update();
        return new IdempotencyKeys(JdbcClient.create(postgres.as("publish_api")));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void what_was_forgotten_before_a_batch_failed_is_told(PostgresServer postgres, CapturedOutput output) {
        var keys = keysOfAges(postgres);
        var tables = JdbcClient.create(postgres.superuser());
        tables.sql("""
                        CREATE FUNCTION publish_api.refuse() RETURNS trigger LANGUAGE plpgsql AS
                          'BEGIN IF OLD.key = ''500 days'' THEN RAISE ''refused''; END IF; RETURN OLD; END'
                        """).update();
        tables.sql("""
                        CREATE TRIGGER refuse BEFORE DELETE ON publish_api.idempotency_key
                          FOR EACH ROW EXECUTE FUNCTION publish_api.refuse()
                        """).update();
        try {
            assertThatThrownBy(() -> forget(keys)).hasMessageContaining("refused");

            assertThat(tables.sql("SELECT count(*) FROM publish_api.idempotency_key")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1006);
            assertThat(output).contains("Forgot 1000 answers");
        } finally {
            tables.sql("DROP FUNCTION publish_api.refuse() CASCADE").update();
        }
    }

    @Test
    void less_than_what_clients_are_promised_cannot_be_configured() {
        assertThatThrownBy(() -> new IdempotencyProperties(Duration.ofDays(6)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
