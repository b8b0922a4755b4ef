package dev.colophon.wordpresspublisher.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.acl.AclOperation;
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

/** FAULTS 62: the publisher as its own Kafka user, with the rights that infra/kafka/users.json gives it, and without one of them. */
@ExtendWith(PostgresExtension.class)
class KafkaUserTest {

    private static final String PASSWORD = "for-this-test-only";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REQUESTS = "publishing.requests.v1";

    @Test
    void a_refused_reader_says_so_and_goes_on_by_itself_once_it_may(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        var kafka = new KafkaServer(KafkaSettings.in(folder, 0).withUsers(FreePorts.next()))
                .start()
                .makeTopics()
                .makeUsers(PASSWORD);
        try (var service = new SpringApplicationBuilder(WordPressPublisherApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--COLOPHON_SITE_KEYSET=" + Newsroom.KEYSET,
                        "--spring.jmx.enabled=false",
                        "--colophon.trial.every=0s",
                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=" + kafka.usersBootstrapServers(),
                        "--COLOPHON_KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT",
                        "--COLOPHON_KAFKA_PASSWORD=" + PASSWORD,
                        "--spring.kafka.listener.auth-exception-retry-interval=200ms")) {
            await().atMost(PATIENCE).until(() -> isUp(service));

            kafka.refuse("wordpress-publisher", AclOperation.READ, REQUESTS);
            await().atMost(PATIENCE)
                    .until(() -> !isUp(service) && health(service).getDetails().containsValue("KAFKA_REFUSED"));
            kafka.send(REQUESTS, "unreadable", "{}", Map.of());
            assertThat(kafka.records(REQUESTS + ".dlt")).isEmpty();

            kafka.makeUsers(PASSWORD);
            await().atMost(PATIENCE).until(() -> isUp(service));
            await().atMost(PATIENCE)
                    .until(() -> kafka.records(REQUESTS + ".dlt").size() == 1);
        } finally {
            kafka.kill();
        }
    }

    private static boolean isUp(ApplicationContext service) {
        return health(service).getStatus().equals(Status.UP);
    }

    private static Health health(ApplicationContext service) {
        return Objects.requireNonNull(
                service.getBean("inboxHealthIndicator", HealthIndicator.class).health());
    }
}
