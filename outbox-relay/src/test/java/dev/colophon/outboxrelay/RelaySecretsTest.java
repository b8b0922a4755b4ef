package dev.colophon.outboxrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.http.RawRequest;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Neither the password nor a story's text is in the logs, even where the engine is made to tell its configuration. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class, OutputCaptureExtension.class})
class RelaySecretsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void nothing_secret_is_logged_at_info_not_even_when_the_database_goes_away(
            PostgresServer postgres, CapturedOutput output) throws SQLException {
        var outboxes = new Outboxes(postgres);
        outboxes.make();
        var secretText = "off-the-record-" + UUID.randomUUID();

        try (var relay =
                Relay.startReady("--logging.level.io.debezium=info", "--logging.level.org.apache.kafka=info")) {
            outboxes.allowOversize();
            outboxes.write(
                    "publish_api",
                    Row.request(UUID.randomUUID().toString(), 1, "\"" + secretText + "x".repeat(1_200_000) + "\""));
            await().atMost(PATIENCE).until(() -> output.getAll().contains("RELAY_ROW_PARKED"));
            postgres.stopImmediately();
            relay.awaitRefusal("RELAY_DATABASE_UNREACHABLE", PATIENCE);
            postgres.start();
            relay.awaitReady(PATIENCE);
        }

        assertThat(output.getAll())
                .contains("database.password = ********")
                .doesNotContain(postgres.password())
                .doesNotContain(secretText);
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "DEBUG"})
    void a_request_that_cannot_be_read_is_not_quoted_in_the_log(
            LogLevel level, PostgresServer postgres, CapturedOutput output) throws SQLException, IOException {
        new Outboxes(postgres).make();
        var request = "GET /operations/v1/database HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization : Bearer "
                + Relay.OPERATIONS_KEY + "\r\n\r\n";

        var logging = LoggingSystem.get(getClass().getClassLoader());
        try (var relay = Relay.startReady()) {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
            try (var unreadable = RawRequest.of(relay.door().getPort(), request)) {
                assertThat(unreadable.untilLetGo()).startsWith("HTTP/1.1 400");
            }
            assertThat(relay.send(relay.operations("/operations/v1/database?as=quokka%ff"))
                            .statusCode())
                    .as("nobody reads it")
                    .isEqualTo(200);
            assertThat(relay.send(relay.operations("/operations/v1/operations/quokka"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(relay.get("/actuator/prometheus?includedNames=quokka%ff").statusCode())
                    .isEqualTo(400);
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(output.getAll()).doesNotContain(Relay.OPERATIONS_KEY, "quokka", "threw exception");
    }
}
