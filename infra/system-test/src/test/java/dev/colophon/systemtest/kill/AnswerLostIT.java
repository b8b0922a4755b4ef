package dev.colophon.systemtest.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.systemtest.image.TrainedImage;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** publish-api as a process that is killed when its transaction is committed and nobody has heard of it: the repeat is told what stands. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
final class AnswerLostIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HEAP_MEGABYTES = 192;

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final JdbcClient sql;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    AnswerLostIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.sql = JdbcClient.create(postgres.superuser());
    }

    @Test
    void killed_between_commit_and_answer_the_repeat_gets_the_stored_answer_and_there_is_one_of_everything()
            throws Exception {
        var secrets = Secrets.ofOrNew(new Home(folder.resolve("home")).make());
        var key = "lost-" + UUID.randomUUID();
        try (var gate = new CommitGate(postgres.port(), key)) {
            var port = FreePorts.next();
            var victim = process("victim", port, gate.port(), secrets);
            victim.start().awaitReady(PATIENCE);
            var client = register(port, secrets, "lost-" + UUID.randomUUID());
            var asked = CompletableFuture.supplyAsync(() -> publish(port, client, key));
            assertThat(gate.awaitHeld(PATIENCE)).as("the commit was passed on").isTrue();
            await("the job is committed")
                    .atMost(PATIENCE)
                    .until(() -> counts(client).jobs() == 1);
            assertThat(asked).as("nobody has heard of it").isNotDone();
            victim.kill();
            assertThat(victim.isAlive()).isFalse();
            assertThat(asked.handle((_, failure) -> failure).get()).isInstanceOf(CompletionException.class);

            var successor = process("successor", port, postgres.port(), secrets);
            successor.start().awaitReady(PATIENCE);
            try {
                var again = publish(port, client, key);
                var third = publish(port, client, key);
                assertThat(again.status()).as(again.problem()).isEqualTo(202);
                assertThat(third.body()).isEqualTo(again.body());
                assertThat(again.text("jobId")).isEqualTo(storedJob(client));
                assertThat(counts(client)).isEqualTo(new Counts(1, 1, 1, 1, 1));
            } finally {
                successor.kill();
            }
        }
    }

    private record Client(String name, String key) {

        @Override
        public String toString() {
            return "Client[" + name + "]";
        }
    }

    private static Client register(int port, Secrets secrets, String name) throws ApiUnreachable {
        var json = JsonMapper.shared();
        var site = json.createObjectNode().put("platform", "wordpress").put("baseUrl", "https://site.example");
        site.putObject("credentials")
                .put("kind", "application_password")
                .put("username", "editor")
                .put("password", "abcd efgh ijkl mnop qrst uvwx");
        try (var admin = new PublishApi(PublishApi.local(port), secrets.adminKey())) {
            done(admin.put("/v1/sites/" + name, site));
            var client = json.createObjectNode().put("name", name).put("role", "client");
            return new Client(
                    name, done(admin.post("/v1/clients", client)).path("key").asString());
        }
    }

    private static Answer publish(int port, Client client, String key) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", "lost")
                .put("site", client.name())
                .put("placement", "post");
        story.putObject("content").put("title", "Heard by nobody").put("html", "<p>Once.</p>");
        try (var door = new PublishApi(PublishApi.local(port), client.key())) {
            return door.publish(story, key);
        } catch (ApiUnreachable gone) {
            throw new CompletionException(gone);
        }
    }

    /** What stands of one client. */
    private record Counts(long stories, long publications, long jobs, long messages, long answers) {}

    private Counts counts(Client client) {
        return sql.sql("""
                        SELECT count(DISTINCT s.id) AS stories, count(DISTINCT p.id) AS publications, count(DISTINCT j.id) AS jobs,
                          (SELECT count(*) FROM publish_api.outbox o WHERE o.message_key IN
                             (SELECT x.id::text FROM publish_api.publication x JOIN publish_api.story y ON y.id = x.story_id
                               WHERE y.client_id = c.id)) AS messages,
                          (SELECT count(*) FROM publish_api.idempotency_key k WHERE k.client_id = c.id) AS answers
                        FROM publish_api.client c
                        LEFT JOIN publish_api.story s ON s.client_id = c.id
                        LEFT JOIN publish_api.publication p ON p.story_id = s.id
                        LEFT JOIN publish_api.publish_job j ON j.publication_id = p.id
                        WHERE c.name = :name GROUP BY c.id
                        """)
                .param("name", client.name())
                .query((row, _) -> new Counts(
                        row.getLong("stories"),
                        row.getLong("publications"),
                        row.getLong("jobs"),
                        row.getLong("messages"),
                        row.getLong("answers")))
                .single();
    }

    private String storedJob(Client client) {
        return sql.sql("""
                        SELECT j.id::text FROM publish_api.publish_job j JOIN publish_api.publication p ON p.id = j.publication_id
                        JOIN publish_api.story s ON s.id = p.story_id JOIN publish_api.client c ON c.id = s.client_id
                        WHERE c.name = :name
                        """).param("name", client.name()).query(String.class).single();
    }

    private ServiceProcess process(String name, int port, int databasePort, Secrets secrets) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "COLOPHON_DATABASE_URL",
                        postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + databasePort + "/"),
                "COLOPHON_DATABASE_PASSWORD", postgres.password(),
                "COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password(),
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "COLOPHON_SITE_KEYSET", secrets.siteKeyset(),
                "COLOPHON_ADMIN_KEY", secrets.adminKey(),
                "COLOPHON_INSTANCE", name,
                "SERVER_PORT", String.valueOf(port)));
        var image = TrainedImage.of("publish-api");
        var process = new ServiceProcess(new ServiceSettings(
                name, image.jar(), folder, environment, FreePorts.next(), image.javaOptions(HEAP_MEGABYTES)));
        Guardian.killAndRemove(process.pidFile(), "KILL", folder);
        return process;
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return answer.body();
    }
}
