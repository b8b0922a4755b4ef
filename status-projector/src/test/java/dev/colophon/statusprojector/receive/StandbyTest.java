package dev.colophon.statusprojector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.StatusProjectorApplication;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.Guardian;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A standby is no database to project into: what comes meanwhile stays in Kafka, and is no dead letter. */
@ExtendWith(PostgresExtension.class)
class StandbyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final PostgresServer primary;
    private final UUID publication = UUID.randomUUID();

    StandbyTest(PostgresServer primary) {
        this.primary = primary;
    }

    @Test
    void a_projector_on_a_standby_takes_nothing_in_and_skips_nothing_until_its_server_is_the_primary(
            @TempDir Path folder, @TempDir(cleanup = CleanupMode.NEVER) Path kafkaFolder) {
        primary.migrate("status-projector");
        Guardian.killAndRemove(kafkaFolder.resolve("kafka.pid"), "KILL", kafkaFolder);
        var kafka = new KafkaServer(KafkaSettings.in(kafkaFolder, 0)).start().makeTopics();
        PostgresServer standby = primary.standby(folder);
        try (var service = projectorOn(standby, kafka)) {
            kafka.send(StoryRecords.story(publication));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(health(service, "intake").getDetails())
                            .as("both topics were read, and refused")
                            .hasEntrySatisfying(StoryRecords.REQUESTS, StandbyTest::isInRecovery)
                            .hasEntrySatisfying(StoryRecords.RECEIPTS, StandbyTest::isInRecovery));
            assertThat(health(service, "intake").getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(service, "primary"))
                    .returns(Status.DOWN, Health::getStatus)
                    .satisfies(health -> assertThat(health.getDetails())
                            .containsEntry("database", "standby")
                            .containsEntry("code", "DATABASE_IN_RECOVERY"));
            assertThat(eventsAt(standby)).isZero();

            standby.promote();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(eventsAt(standby)).isEqualTo(5));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statusAt(standby)).isEqualTo("published"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(health(service, "intake").getStatus()).isEqualTo(Status.UP));
            assertThat(health(service, "primary").getStatus()).isEqualTo(Status.UP);
            assertThat(kafka.records(StoryRecords.REQUESTS + ".dlt")).isEmpty();
            assertThat(kafka.records(StoryRecords.RECEIPTS + ".dlt")).isEmpty();
        } finally {
            standby.kill();
            kafka.kill();
        }
        assertThat(eventsAt(primary))
                .as("the former primary was not written to")
                .isZero();
    }

    private static void isInRecovery(Object why) {
        assertThat(why).asString().contains("DATABASE_IN_RECOVERY");
    }

    private static ConfigurableApplicationContext projectorOn(PostgresServer standby, KafkaServer kafka) {
        return new SpringApplicationBuilder(StatusProjectorApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--COLOPHON_INSTANCE=on-standby",
                        "--COLOPHON_DATABASE_URL=" + standby.jdbcUrl(),
                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=" + kafka.bootstrapServers(),
                        "--spring.flyway.enabled=false",
                        "--spring.jmx.enabled=false");
    }

    private static Health health(ApplicationContext service, String of) {
        return Objects.requireNonNull(
                service.getBean(of + "HealthIndicator", HealthIndicator.class).health());
    }

    private long eventsAt(PostgresServer server) {
        return JdbcClient.create(server.superuser())
                .sql("SELECT count(*) FROM status_projector.publication_event WHERE publication_id = :publication")
                .param("publication", publication)
                .query(Long.class)
                .single();
    }

    private String statusAt(PostgresServer server) {
        return JdbcClient.create(server.superuser())
                .sql("SELECT status FROM status_projector.publication_status WHERE publication_id = :publication")
                .param("publication", publication)
                .query(String.class)
                .single();
    }
}
