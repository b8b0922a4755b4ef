package dev.colophon.wordpresspublisher.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.trial.SiteTrials.Begun;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of the sites that are due one is tried by one, and the newest trial tells. */
@ExtendWith(PostgresExtension.class)
class SiteTrialsTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);

    private final SiteTrials trials;
    private final JdbcClient superuser;
    private final SiteId site = new SiteId(UUID.randomUUID());

    SiteTrialsTest(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.migrate("wordpress-publisher");
        this.trials = new SiteTrials(JdbcClient.create(postgres.as("wordpress_publisher")));
        this.superuser = JdbcClient.create(postgres.superuser());
    }

    @BeforeEach
    void the_only_active_site() {
        superuser.sql("UPDATE publish_api.site SET state = 'suspended'").update();
        superuser
                .sql("""
                        INSERT INTO publish_api.site (id, key, platform, base_url, state, credentials_sealed, credentials_set_at,
                          max_concurrency, created_at, updated_at)
                        VALUES (:id, :key, 'wordpress', 'https://tried.example', 'active', 'x', now(), 2, now(), now())
                        """)
                .param("id", site.value())
                .param("key", "t" + site.value().toString().replace("-", "").substring(0, 20))
                .update();
    }

    @Test
    void of_many_that_look_at_once_one_begins() throws Exception {
        List<Callable<Optional<Begun>>> all = Collections.nCopies(24, () -> trials.beginDue(LEASE));

        assertThat(begunBy(all)).isOne();

        change("UPDATE wordpress_publisher.site_trial SET due_at = now() WHERE site_id = :site");
        assertThat(begunBy(all)).as("of one that was tried before").isOne();

        change("UPDATE publish_api.site SET credentials_set_at = now() + interval '1 second' WHERE id = :site");
        assertThat(begunBy(all)).as("of one with new credentials").isOne();
    }

    private static long begunBy(List<Callable<Optional<Begun>>> all) throws Exception {
        long begun = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var trial : threads.invokeAll(all)) {
                begun += trial.get().isPresent() ? 1 : 0;
            }
        }
        return begun;
    }

    @Test
    void a_site_is_due_when_its_time_has_come_or_what_it_is_tried_with_has_changed() {
        assertThat(trials.end(trials.beginDue(LEASE).orElseThrow(), List.of(), DAY))
                .isTrue();
        assertThat(trials.beginDue(LEASE)).isEmpty();

        for (String change : List.of(
                "UPDATE wordpress_publisher.site_trial SET due_at = now() WHERE site_id = :site",
                "UPDATE publish_api.site SET base_url = 'https://moved.example' WHERE id = :site",
                "UPDATE publish_api.site SET credentials_set_at = now() + interval '1 second' WHERE id = :site")) {
            change(change);
            assertThat(trials.beginDue(LEASE)).as(change).map(Begun::site).contains(site);
            assertThat(trials.beginDue(LEASE)).as("once: " + change).isEmpty();
        }
    }

    @Test
    void one_that_its_administrator_suspended_is_tried_by_order_alone() {
        change("UPDATE publish_api.site SET state = 'suspended' WHERE id = :site");

        assertThat(trials.beginDue(LEASE)).isEmpty();
        assertThat(trials.beginAt(site, LEASE)).isPresent();
        assertThat(trials.beginAt(new SiteId(UUID.randomUUID()), LEASE)).isEmpty();
    }

    /** S1-7: what is no WordPress is not spoken to as if it were one, neither by the clock nor by order. */
    @Test
    void one_of_another_platform_is_never_tried() {
        change("UPDATE publish_api.site SET platform = 'bulletin' WHERE id = :site");

        assertThat(trials.beginDue(LEASE)).isEmpty();
        assertThat(trials.beginAt(site, LEASE)).isEmpty();
    }

    @Test
    void a_trial_that_was_broken_off_is_made_up_for_and_tells_nothing_any_more() {
        Begun brokenOff = trials.beginDue(Duration.ZERO).orElseThrow();
        Begun next = trials.beginDue(LEASE).orElseThrow();

        assertThat(trials.end(next, List.of(), DAY)).isTrue();
        assertThat(trials.end(brokenOff, List.of(lost()), DAY)).isFalse();
        assertThat(trials.unusable()).isZero();
    }

    @Test
    void an_unusable_site_is_counted_while_it_is_active() {
        assertThat(trials.unusable()).isZero();
        trials.end(trials.beginDue(LEASE).orElseThrow(), List.of(lost()), DAY);
        assertThat(trials.unusable()).isOne();

        change("UPDATE publish_api.site SET state = 'suspended' WHERE id = :site");
        assertThat(trials.unusable()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tried_at = now()",
                "tried_at = now(), usable = true, failed_checks = '{credentials}', failed_codes = '{WP_CREDENTIALS_LOST}'",
                "tried_at = now(), usable = false, failed_checks = '{}', failed_codes = '{}'",
                "tried_at = now(), usable = false, failed_checks = '{credentials}', failed_codes = '{}'",
                "number = 0"
            })
    void the_database_refuses_an_outcome_that_cannot_be(String set) {
        trials.beginDue(LEASE);

        assertThatThrownBy(() -> change("UPDATE wordpress_publisher.site_trial SET " + set + " WHERE site_id = :site"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private void change(String statement) {
        assertThat(superuser.sql(statement).param("site", site.value()).update())
                .isOne();
    }

    private static SiteCheck lost() {
        return SiteCheck.failed("credentials", new Problem("WP_CREDENTIALS_LOST", "Not known.", 401), "Set them anew.");
    }
}
