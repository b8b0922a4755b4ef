package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class WorkFiguresTest {

    private static final String ENTRY = """
            INSERT INTO ledger (publication_id, site_id, placement, generation, revision, job_id, request_id, content, fingerprint,
              visibility, requested_at, variant_stored_at, due_at)
            VALUES (gen_random_uuid(), :site, 'post', 1, 1, gen_random_uuid(), gen_random_uuid(), '{}', 'f', 'public', now(), now(),
              clock_timestamp() - interval '40 seconds')
            RETURNING publication_id
            """;

    private final PostgresServer postgres;
    private final JdbcClient jdbc;
    private Instant now = Instant.now();

    WorkFiguresTest(PostgresServer postgres) {
        this.postgres = postgres;
        this.jdbc = JdbcClient.create(postgres.as("wordpress_publisher"));
    }

    @BeforeEach
    void empty() {
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
    }

    @Test
    void an_empty_ledger_has_no_work() {
        assertThat(figures().now()).isEqualTo(new Work(0, null, 0, 0, 0));
    }

    @Test
    void work_is_due_only_when_a_worker_could_take_it_now() {
        var site = site();
        entry(site, "due_at = clock_timestamp() - interval '40 seconds'");
        entry(site, "due_at = clock_timestamp() + interval '1 hour'");
        entry(site, "lease_until = clock_timestamp() + interval '1 minute', claimed_by = 'another'");
        entry(site, "due_at = NULL, settled_revision = 1");

        var work = figures().now();

        assertThat(work.due()).isEqualTo(1);
        assertThat(work.oldestDue()).isCloseTo(Instant.now().minusSeconds(40), within(20, ChronoUnit.SECONDS));
    }

    @Test
    void what_waits_for_its_site_is_not_overdue() {
        var site = site();
        entry(site, "failures = 3, waiting_since = clock_timestamp(), last_kind = 'deferred'");
        jdbc.sql(
                        "UPDATE site_state SET suspended_since = clock_timestamp(), suspension_code = 'WP_CREDENTIALS_LOST', suspension_detail = 'x', next_probe_at = clock_timestamp()")
                .update();

        assertThat(figures().now()).isEqualTo(new Work(0, null, 1, 0, 0));
    }

    @Test
    void what_waits_for_the_pace_of_its_site_is_overdue_only_once_nobody_comes_when_the_site_has_rested() {
        var site = site();
        entry(site, "failures = 0");
        jdbc.sql("UPDATE site_state SET max_visits_per_minute = 1, paced_until = clock_timestamp()")
                .update();
        assertThat(figures().now().due()).isZero();

        jdbc.sql("UPDATE site_state SET paced_until = clock_timestamp() - interval '61 seconds'")
                .update();
        assertThat(figures().now().due()).isOne();
    }

    @Test
    void each_kind_of_trouble_is_counted() {
        var site = site();
        entry(site, "failures = 1");
        entry(site, "failures = 2");
        entry(site, "given_up = true, last_kind = 'parked', due_at = NULL, failures = 5");
        entry(site, "given_up = true, last_kind = 'failed', due_at = NULL");
        entry(
                site,
                "remote_id = 7, remote_state = 'RESERVED', unsettled_at = now(), unsettled_fingerprint = 'f', "
                        + "unsettled_visibility = 'public', unsettled_change = 'PUBLISH'");

        var work = figures().now();

        assertThat(work.repeated()).isEqualTo(1);
        assertThat(work.parked()).isEqualTo(1);
        assertThat(work.unconfirmed()).isEqualTo(1);
    }

    @Test
    void a_figure_is_kept_for_ten_seconds() {
        var figures = figures();
        figures.now();
        entry(site(), "failures = 0");

        assertThat(figures.now().due()).isZero();
        now = now.plus(Duration.ofSeconds(11));
        assertThat(figures.now().due()).isEqualTo(1);
    }

    private WorkFigures figures() {
        return new WorkFigures(jdbc, () -> now);
    }

    private UUID site() {
        var site = UUID.randomUUID();
        jdbc.sql("INSERT INTO site_state (site_id) VALUES (:site)")
                .param("site", site)
                .update();
        return site;
    }

    private void entry(UUID site, String but) {
        var id = jdbc.sql(ENTRY).param("site", site).query(UUID.class).single();
        jdbc.sql("UPDATE ledger SET " + but + " WHERE publication_id = :id")
                .param("id", id)
                .update();
    }
}
