package dev.colophon.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.kafka.KafkaSetup;
import dev.colophon.kafka.Topics;
import dev.colophon.kafka.Users;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that an installation runs once for its brokers, on a broker that knows nothing yet. */
class KafkaSetupTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void a_new_broker_gets_topics_and_users_and_a_second_run_changes_nothing() throws Exception {
        Path broker = Files.createDirectory(folder.resolve("broker"));
        Guardian.killAndRemove(broker.resolve("kafka.pid"), "KILL", broker);
        KafkaServer server = new KafkaServer(KafkaSettings.in(broker, 0).withUsers(FreePorts.next())).start();
        try {
            Path passwords = Files.createDirectory(folder.resolve("passwords"));
            for (String user : Users.declared().names()) {
                Files.writeString(passwords.resolve(user), "password-of-" + user + "\n");
            }
            var environment = Map.of(
                    "COLOPHON_KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers(),
                    "COLOPHON_KAFKA_PASSWORDS", passwords.toString());

            assertThat(run(environment)).as(this::said).isZero();
            assertThat(run(environment)).as(this::said).isZero();

            assertThat(said()).contains("topics: publishing.requests.v1", "users: outbox-relay");
            try (Admin ui = Admin.create(server.clientOf("kafka-ui", "password-of-kafka-ui"))) {
                assertThat(ui.listTopics().names().get(30, TimeUnit.SECONDS))
                        .containsAll(Topics.declared().names());
            }
        } finally {
            server.kill();
        }
    }

    @Test
    void what_is_missing_is_named_with_its_variable() throws Exception {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(said()).contains("COLOPHON_KAFKA_BOOTSTRAP_SERVERS is not set");

        assertThat(run(Map.of("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "COLOPHON_KAFKA_REPLICAS", "none")))
                .isEqualTo(2);
        assertThat(said()).contains("COLOPHON_KAFKA_REPLICAS is a number from 1 to 9, not none");

        assertThat(run(Map.of(
                        "COLOPHON_KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:1",
                        "COLOPHON_KAFKA_ADMIN_CONFIG",
                        folder.resolve("nowhere").toString())))
                .isEqualTo(2);
        assertThat(said()).contains("COLOPHON_KAFKA_ADMIN_CONFIG: cannot read");
    }

    private int run(Map<String, String> environment) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return KafkaSetup.run(environment, out, out);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
