package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@PublisherTest
class StandbyTest extends AtOneSite {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServer primary;
    private final ApplicationContext service;

    StandbyTest(PostgresServer primary, @Autowired ApplicationContext service) {
        super(primary, service);
        this.primary = primary;
        this.service = service;
    }

    @Test
    void a_worker_on_a_standby_does_nothing_and_goes_on_when_its_server_is_the_primary(@TempDir Path folder) {
        PublishLoop loop = service.getBean(PublishLoop.class);
        loop.stop();
        try {
            Story story = story("fail-over").want();
            PostgresServer standby = primary.standby(folder);
            try (ConfigurableApplicationContext worker = workerOn(standby)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(health(worker).getDetails()).containsEntry("code", "DATABASE_IN_RECOVERY"));
                assertThat(health(worker).getStatus()).isEqualTo(Status.DOWN);
                assertThat(count(standby, "ledger WHERE due_at <= now() AND publication_id = '" + story.id() + "'"))
                        .isOne(); // the work is there, and due
                assertThat(count(standby, "attempt WHERE worker = 'on-standby'"))
                        .isZero();
                assertThat(wordpress.requests()).isEmpty();

                standby.promote();

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(wordpress.publicPosts()).hasSize(1));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(health(worker).getStatus()).isEqualTo(Status.UP));
                assertThat(only(story).status()).isEqualTo("publish");
            } finally {
                standby.kill();
            }
        } finally {
            primary.clear("wordpress_publisher"); // what the other server has published must not be published from here
            loop.start();
        }
    }

    private static ConfigurableApplicationContext workerOn(PostgresServer standby) {
        return new SpringApplicationBuilder(WordPressPublisherApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--COLOPHON_INSTANCE=on-standby",
                        "--COLOPHON_SITE_KEYSET=" + Newsroom.KEYSET,
                        "--COLOPHON_DATABASE_URL=" + standby.jdbcUrl(),
                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                        "--COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
                        "--spring.flyway.enabled=false",
                        "--spring.kafka.listener.auto-startup=false",
                        "--spring.jmx.enabled=false",
                        "--colophon.publish.idle-scan=100ms",
                        "--colophon.publish.blocked-scan=50ms");
    }

    private static Health health(ApplicationContext worker) {
        return Objects.requireNonNull(
                worker.getBean("ledgerHealthIndicator", HealthIndicator.class).health());
    }

    private static long count(PostgresServer server, String rows) {
        return JdbcClient.create(server.superuser())
                .sql("SELECT count(*) FROM wordpress_publisher." + rows)
                .query(Long.class)
                .single();
    }
}
