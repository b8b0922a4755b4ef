package dev.colophon.publishapi.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@ExtendWith(PostgresExtension.class)
class KeepBacklogTest {

    /** More than an interval of PostgreSQL's can be: forgetting fails. */
    private static final Duration TOO_LONG = Duration.ofMillis(Long.MAX_VALUE);

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void what_was_given_up_is_counted_and_told_though_the_round_failed(PostgresServer postgres, CapturedOutput output)
            throws Exception {
        postgres.migrate("publish-api");
        postgres.clear("publish_api");
        var meters = new SimpleMeterRegistry();
        // Never committed: other contexts give up by the true clock, and nothing of this.
        try (var connection = postgres.as("publish_api").getConnection()) {
            connection.setAutoCommit(false);
            var tables = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            oneToGiveUp(tables);
            var round = new KeepBacklog(new Backlog(tables), keptFor(TOO_LONG), meters);

            assertThatThrownBy(round::keep).hasMessageContaining("out of range");
        }

        assertThat(meters.counter("colophon.webhooks.expired").count()).isEqualTo(1);
        assertThat(output).contains("1 deliveries to webhooks were given up by age, 0 are forgotten.");
    }

    private static void oneToGiveUp(JdbcClient tables) {
        tables.sql("INSERT INTO client VALUES (gen_random_uuid(), 'someone', 'client', now())")
                .update();
        tables.sql("""
                        INSERT INTO webhook (id, client_id, url, event_types, state, secret_sealed, secret_set_at, served_at,
                          created_at, updated_at)
                        SELECT gen_random_uuid(), id, 'https://example.org/', '{}', 'active', 'x', now(), now(), now(), now()
                          FROM client
                        """).update();
        tables.sql("""
                        INSERT INTO webhook_delivery (id, webhook_id, event_id, event_type, body, state, due_at, expires_at,
                          attempts, token, created_at)
                        SELECT gen_random_uuid(), id, gen_random_uuid(), 'x', '{}', 'pending', now(), now(), 0, 0, now()
                          FROM webhook
                        """).update();
    }

    private static DeliveryProperties keptFor(Duration retention) {
        return new DeliveryProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                1,
                1,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofDays(3),
                retention,
                50_000);
    }
}
