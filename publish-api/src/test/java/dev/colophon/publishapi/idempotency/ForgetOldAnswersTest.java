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
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class ForgetOldAnswersTest {

    /** Far off: contexts of other tests forget by the true clock, and none of these. */
    private static final Instant NOW = Instant.parse("2126-11-24T09:15:30Z");

    @Test
    void answers_are_kept_as_long_as_promised_and_not_for_ever(PostgresServer postgres) {
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
        var keys = new IdempotencyKeys(JdbcClient.create(postgres.as("publish_api")));
        new ForgetOldAnswers(keys, new IdempotencyProperties(Duration.ofDays(7)), InstantSource.fixed(NOW)).forget();

        assertThat(tables.sql("SELECT key FROM publish_api.idempotency_key")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "0 days", "1 days", "2 days", "3 days", "4 days", "5 days", "6 days", "7 days");
    }

    @Test
    void less_than_what_clients_are_promised_cannot_be_configured() {
        assertThatThrownBy(() -> new IdempotencyProperties(Duration.ofDays(6)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
