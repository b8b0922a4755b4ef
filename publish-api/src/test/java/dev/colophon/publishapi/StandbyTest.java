package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.outbox.Asked;
import dev.colophon.publishapi.outbox.Outbox;
import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.problem.SqlState;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.trace.TraceParent;
import dev.colophon.testkit.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where a job was enqueued is kept with it; and none is on a standby, at another isolation, or where rows are hidden. */
class StandbyTest extends ApiTest {

    @Autowired
    DataSource connections;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Outbox outbox;

    @Autowired
    JsonMapper json;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void each_job_says_by_which_transaction_of_which_role_on_what_server_it_was_enqueued() {
        var id = publish(story()).text("/publicationId");
        command(id, "cancel");
        var contexts = tables.sql(
                        "SELECT context FROM publish_api.publish_job WHERE publication_id = CAST(:id AS uuid)")
                .param("id", id)
                .query(String.class)
                .list();

        assertThat(contexts).hasSize(2).allSatisfy(text -> {
            JsonNode context = JSON.readTree(text);
            assertThat(context.get("inRecovery").booleanValue()).isFalse();
            assertThat(context.get("readOnly").booleanValue()).isFalse();
            assertThat(context.get("isolation").stringValue()).isEqualTo("read committed");
            assertThat(context.get("role").stringValue()).isEqualTo("publish_api");
            assertThat(context.get("rowSecurity").booleanValue()).isFalse();
            assertThat(context.get("visibleRows").intValue()).isOne();
            assertThat(context.get("transactionId").stringValue()).matches("[0-9]+");
            assertThat(context.get("snapshot").stringValue()).matches("[0-9]+:[0-9]+:.*");
        });
    }

    @Test
    void a_look_up_that_finds_nothing_says_from_where_it_looked() {
        var role = JdbcClient.create(postgres.as("publish_api"));
        var asked = UUID.randomUUID();
        var context = JSON.readTree(role.sql("SELECT database_context(:asked)")
                .param("asked", asked)
                .query(String.class)
                .single());

        assertThat(context.get("visibleRows").intValue()).isZero();
        assertThat(context.get("variant").stringValue()).isEqualTo(asked.toString());
        assertThat(context.get("role").stringValue()).isEqualTo("publish_api");
        assertThat(context.get("policies").isEmpty()).isTrue();
        assertThat(context.get("transactionId").isNull())
                .as("it has written nothing yet")
                .isTrue();
        assertThat(context.get("snapshot").stringValue()).isNotBlank();
    }

    /** By a session that takes what a policy leaves of a table: it is asked for with the eyes of the role that enqueues. */
    @Test
    void a_job_whose_variant_a_policy_hides_from_the_service_is_not_stored_and_of_another_the_policy_is_named() {
        var id = publish(story()).text("/publicationId");
        hidden("USING (true)", () -> {
            var context = inRolledBackTransaction(() -> {
                enqueueAgain(id);
                return JSON.readTree(
                        jdbc.sql("""
                                SELECT context FROM publish_api.publish_job
                                 WHERE publication_id = CAST(:id AS uuid) AND superseded_at IS NULL
                                """).param("id", id).query(String.class).single());
            });
            assertThat(context.get("role").stringValue()).isEqualTo("publish_api");
            assertThat(context.get("visibleRows").intValue()).isOne();
            assertThat(context.get("rowSecurity").booleanValue()).isTrue();
            assertThat(context.get("policies").toString()).isEqualTo("[\"hides\"]");
        });
        hidden(
                "USING (false)",
                () -> assertThatThrownBy(() -> inRolledBackTransaction(() -> {
                            enqueueAgain(id);
                            return JSON.nullNode();
                        }))
                        .hasMessageContaining("does not see its variant")
                        .hasMessageContaining("\"policies\": [\"hides\"]")
                        .hasMessageContaining("\"role\": \"publish_api\"")
                        .satisfies(refusal -> assertThat(SqlState.of(refusal)).contains("23514")));
        assertThat(get("/v1/publications/" + id).json().get("requestedRevision").asInt())
                .isOne();
    }

    @Test
    void the_context_of_another_transaction_is_none_of_the_jobs() {
        var id = publish(story()).text("/publicationId");
        var role = JdbcClient.create(postgres.as("publish_api"));

        assertThatThrownBy(
                        () -> role.sql("""
                        SELECT enqueue_publication(gen_random_uuid(), p.id, j.variant_id, 2, 'publish', p.slug, NULL,
                          sha256('x'), now(), p.client_id, NULL, gen_random_uuid(), '{}', NULL, context => j.context) IS NULL
                          FROM publication p JOIN publish_job j ON j.publication_id = p.id
                         WHERE p.id = CAST(:id AS uuid)
                        """).param("id", id).query(Boolean.class).single())
                .satisfies(refusal -> assertThat(SqlState.of(refusal)).contains("23514"));
    }

    private void hidden(String rule, Runnable work) {
        tables.sql("CREATE POLICY hides ON publish_api.variant TO publish_api " + rule)
                .update();
        tables.sql("ALTER TABLE publish_api.variant ENABLE ROW LEVEL SECURITY").update();
        try {
            work.run();
        } finally {
            tables.sql("ALTER TABLE publish_api.variant DISABLE ROW LEVEL SECURITY")
                    .update();
            tables.sql("DROP POLICY hides ON publish_api.variant").update();
            awaitAcceptance();
        }
    }

    private JsonNode inRolledBackTransaction(Supplier<JsonNode> work) {
        var result = new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            jdbc.sql("SET LOCAL row_security = on").update();
            return work.get();
        });
        return Objects.requireNonNull(result);
    }

    /** The newest job of a publication once more, as the service enqueues it. */
    private void enqueueAgain(String id) {
        jdbc.sql("SELECT id FROM publication WHERE id = CAST(:id AS uuid) FOR UPDATE")
                .param("id", id)
                .query(UUID.class)
                .single();
        var message =
                (ObjectNode) JSON.readTree(tables.sql("SELECT payload FROM publish_api.outbox WHERE message_key = :id")
                        .param("id", id)
                        .query(String.class)
                        .single());
        message.put("revision", 2).put("jobId", UUID.randomUUID().toString());
        outbox.enqueue(
                UUID.randomUUID(),
                json.treeToValue(message, PublicationRequested.class),
                Sha256.of("once more".getBytes(StandardCharsets.UTF_8)),
                SiteDefaults.NONE,
                new Asked(
                        new ClientId(clientIdOf(clientKey)),
                        new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01"),
                        null));
    }

    @Test
    void a_job_that_was_enqueued_blindly_or_in_recovery_cannot_be_stored() {
        var id = publish(story()).text("/publicationId");
        for (var lie : new String[] {"{\"inRecovery\": true}", "{\"visibleRows\": 0}", "{\"transactionId\": null}"}) {
            assertThatThrownBy(() ->
                            tables.sql("""
                            UPDATE publish_api.publish_job SET context = context || CAST(:lie AS jsonb)
                             WHERE publication_id = CAST(:id AS uuid)
                            """).param("lie", lie).param("id", id).update())
                    .satisfies(
                            refusal -> assertThat(SqlState.of(refusal)).as(lie).contains("23514"));
        }
    }

    @Test
    void on_a_standby_nothing_is_accepted_and_it_goes_on_when_its_server_is_the_primary(@TempDir Path folder) {
        var request = story();
        PostgresServer standby = postgres.standby(folder);
        try (ConfigurableApplicationContext service = serviceOn(standby)) {
            var before = stored();
            var key = UUID.randomUUID().toString();

            var refused = post(service, request.toString(), key);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("/code")).isEqualTo("DATABASE_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(stored()).isEqualTo(before);
            assertThat(JSON.readTree(JdbcClient.create(standby.as("publish_api"))
                                    .sql("SELECT database_context(gen_random_uuid())")
                                    .query(String.class)
                                    .single())
                            .get("inRecovery")
                            .booleanValue())
                    .isTrue();

            standby.promote();

            var accepted = await().atMost(PATIENCE)
                    .until(() -> post(service, request.toString(), key), answer -> answer.status() != 503);
            assertThat(accepted.status()).isEqualTo(202);
        } finally {
            standby.kill();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "story", "variant", "idempotency_key"})
    void while_a_policy_hides_rows_nothing_is_accepted_and_the_cause_is_named(String table) throws SQLException {
        unfit(
                "DATABASE_ROWS_HIDDEN",
                "ALTER TABLE publish_api." + table + " ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE publish_api." + table + " DISABLE ROW LEVEL SECURITY");
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_ISOLATION, default_transaction_isolation = 'repeatable read'",
        "DATABASE_READ_ONLY, default_transaction_read_only = on"
    })
    void while_its_role_begins_at_another_isolation_or_only_reads_nothing_is_accepted(String code, String setting)
            throws SQLException {
        unfit(
                code,
                "ALTER ROLE publish_api SET " + setting,
                "ALTER ROLE publish_api RESET " + setting.substring(0, setting.indexOf(' ')));
    }

    @Test
    void a_read_that_a_policy_would_thin_out_is_a_503_and_never_a_404() {
        var id = publish(story()).text("/publicationId");
        tables.sql("ALTER TABLE publish_api.publication ENABLE ROW LEVEL SECURITY")
                .update();
        try {
            var answer = get("/v1/publications/" + id);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/code")).isEqualTo("DATABASE_UNAVAILABLE");
        } finally {
            tables.sql("ALTER TABLE publish_api.publication DISABLE ROW LEVEL SECURITY")
                    .update();
            awaitAcceptance();
        }
        assertThat(get("/v1/publications/" + id).status()).isEqualTo(200);
    }

    @Test
    void no_job_can_be_stored_that_was_enqueued_at_another_isolation() {
        publish(story());

        assertThatThrownBy(() -> tables.sql("""
                        UPDATE publish_api.publish_job SET context = context || '{"isolation": "serializable"}'
                        """).update())
                .hasMessageContaining("enqueued_at_read_committed")
                .satisfies(refusal -> assertThat(SqlState.unavailable(refusal))
                        .as("a request that meets such a session is told 503")
                        .isTrue());
    }

    private void unfit(String code, String breaks, String mends) throws SQLException {
        var request = story().toString();
        var key = UUID.randomUUID().toString();
        tables.sql(breaks).update();
        try {
            renewConnections();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(readiness()).contains(code, "\"DOWN\""));
            awaitRefusal(code); // the gate looks once a second
            var before = stored();

            var refused = publish(request, key);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("/code")).isEqualTo("DATABASE_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(stored()).isEqualTo(before);
            assertThat(send("GET", "/v1/database", ADMIN_KEY, Map.of(), "").text("/code"))
                    .isEqualTo(code);
        } finally {
            tables.sql(mends).update();
            awaitAcceptance(); // of sessions that the service has begun anew by itself
        }
        assertThat(publish(request, key).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readiness()).contains("\"UP\"").doesNotContain(code));
    }

    private void awaitAcceptance() {
        await().atMost(PATIENCE)
                .until(() -> publish(story().toString(), UUID.randomUUID().toString())
                                .status()
                        == 202);
    }

    private void awaitRefusal(String code) {
        await().atMost(PATIENCE)
                .until(() -> publish(story().toString(), UUID.randomUUID().toString())
                        .text("/detail")
                        .contains(code));
    }

    /** Defaults of a role are those of its new sessions. */
    private void renewConnections() throws SQLException {
        connections.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }

    private String readiness() {
        return exchange(HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"))
                        .build())
                .body();
    }

    private static ConfigurableApplicationContext serviceOn(PostgresServer standby) {
        return new SpringApplicationBuilder(PublishApiApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--COLOPHON_SITE_KEYSET=" + Samples.keyset(),
                        "--COLOPHON_DATABASE_URL=" + standby.jdbcUrl(),
                        "--COLOPHON_DATABASE_PASSWORD=" + standby.password(),
                        "--COLOPHON_DATABASE_OWNER_PASSWORD=" + standby.password(),
                        "--spring.jmx.enabled=false");
    }

    private Response post(ConfigurableApplicationContext service, String body, String key) {
        var there = ((ServletWebServerApplicationContext) service).getWebServer();
        return exchange(HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + Objects.requireNonNull(there).getPort() + "/v1/publications"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + clientKey)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build());
    }
}
