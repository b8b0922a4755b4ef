package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that is none to work on: a standby, one that hides rows, one of another isolation. */
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

    @ParameterizedTest
    @ValueSource(strings = {"probe", "ledger", "attempt"})
    void a_policy_that_hides_rows_stops_all_work_with_its_cause_named_until_it_is_gone(String table) {
        unfit(
                "DATABASE_ROWS_HIDDEN",
                "ALTER TABLE wordpress_publisher." + table + " ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE wordpress_publisher." + table + " DISABLE ROW LEVEL SECURITY");
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_ISOLATION, default_transaction_isolation = 'repeatable read'",
        "DATABASE_ISOLATION, default_transaction_isolation = serializable",
        "DATABASE_READ_ONLY, default_transaction_read_only = on"
    })
    void a_role_that_begins_at_another_isolation_or_only_reads_does_no_work(String code, String setting) {
        unfit(
                code,
                "ALTER ROLE wordpress_publisher SET " + setting,
                "ALTER ROLE wordpress_publisher RESET " + setting.substring(0, setting.indexOf(' ')));
    }

    @Test
    void a_query_that_a_policy_would_thin_out_is_an_error_and_never_a_shorter_answer() {
        newsroom.sql()
                .sql("ALTER TABLE publish_api.site FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY")
                .update();
        try {
            assertThatThrownBy(() -> service.getBean(JdbcClient.class)
                            .sql("SELECT count(*) FROM publish_api.site_access_v1")
                            .query(Long.class)
                            .single())
                    .hasStackTraceContaining("would be affected by row-level security policy");
        } finally {
            newsroom.sql()
                    .sql("ALTER TABLE publish_api.site NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
                    .update();
        }
    }

    @Test
    void no_visit_can_be_recorded_that_was_begun_at_another_isolation() {
        story("at-read-committed").want().awaitReceipt("published");

        assertThatThrownBy(() -> newsroom.sql()
                        .sql("UPDATE wordpress_publisher.attempt SET isolation = 'serializable'")
                        .update())
                .hasMessageContaining("attempt_at_read_committed");
    }

    /** While it is so nothing is taken in and nothing published, what is due included; afterwards all of it is. */
    private void unfit(String code, String breaks, String mends) {
        PublishLoop loop = service.getBean(PublishLoop.class);
        HikariPoolMXBean pool = service.getBean(HikariDataSource.class).getHikariPoolMXBean();
        loop.stop();
        Story due = story("due").want();
        newsroom.sql().sql(breaks).update();
        try {
            awaitNewSessions(pool);
            loop.start();

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(health(service).getDetails()).containsEntry("code", code));
            assertThat(health(service).getStatus()).isEqualTo(Status.DOWN);
            assertThatThrownBy(() -> due.want()).hasMessageContaining(code);
            assertThatThrownBy(() -> service.getBean(ClaimDueEntries.class).upTo(1))
                    .hasMessageContaining(code);
            assertThat(wordpress.requests()).isEmpty();
        } finally {
            newsroom.sql().sql(mends).update();
        }
        await().atMost(PATIENCE) // of sessions that the service has begun anew by itself
                .untilAsserted(() -> assertThat(wordpress.publicPosts()).hasSize(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health(service).getDetails()).doesNotContainEntry("code", code));
    }

    /** A session that was just beginning keeps what it began with, and joins the pool after all others were sent away. */
    private void awaitNewSessions(HikariPoolMXBean pool) {
        OffsetDateTime now = newsroom.sql()
                .sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single();
        await("the end of every session that began before").atMost(PATIENCE).until(() -> {
            pool.softEvictConnections();
            return newsroom.sql()
                            .sql("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE usename = 'wordpress_publisher' AND backend_start < :now")
                            .param("now", now)
                            .query(Long.class)
                            .single()
                    == 0;
        });
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
                        "--colophon.trial.every=0s",
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
