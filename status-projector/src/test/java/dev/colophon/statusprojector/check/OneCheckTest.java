package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Checks that need more than a row: a constraint that is away, a time, a right. */
@NullUnmarked
class OneCheckTest extends CheckTest {

    @Test
    void published_without_id_or_link_cannot_be_stored_and_would_be_found() {
        var story = world.published();
        var lie = "external_id = NULL, external_url = NULL";
        assertThatThrownBy(() -> world.status(story, lie)).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(run("published-without-id-or-link").violations()).isZero();

        world.without(STATUS, List.of("published_is_shown", "post_id_and_url_together"), () -> {
            world.status(story, lie);
            assertThat(run("published-without-id-or-link").sample())
                    .extracting(Finding::publication)
                    .containsExactly(story.id());
            world.status(story, "external_id = '1'");
            assertThat(run("published-without-id-or-link").violations()).isOne();
        });
        assertThat(run("published-without-id-or-link").violations()).isZero();
    }

    @Test
    void a_post_id_beside_another_status_cannot_be_stored_and_would_be_found() {
        var story = world.published();
        var lie = "status = 'publishing', published_revision = NULL";
        assertThatThrownBy(() -> world.status(story, lie)).isInstanceOf(DataIntegrityViolationException.class);

        world.without(STATUS, List.of("post_id_only_of_what_was_public"), () -> {
            world.status(story, lie);
            world.bend("DELETE FROM wordpress_publisher.ledger");
            assertThat(run("post-id-without-published-status").sample())
                    .extracting(Finding::publication)
                    .containsExactly(story.id());
        });
    }

    @Test
    void a_site_that_is_held_back_is_no_stall() {
        world.accepted();
        assertThat(run("stalled").violations()).isOne();

        world.bend("""
                UPDATE wordpress_publisher.site_state SET suspended_since = now(), suspension_code = 'X', suspension_detail = 'x',
                  next_probe_at = now()
                """);

        assertThat(run("stalled").violations()).isZero();
    }

    @Test
    void a_paused_publisher_is_a_stall_within_its_grace() {
        world.published();
        var waiting = world.accepted();
        world.ledger(waiting, "due_at = '2026-11-24T12:00:00Z'");

        clock.set(Instant.parse("2026-11-24T12:04:59Z"));
        assertThat(run("stalled").violations()).isZero();
        clock.set(Instant.parse("2026-11-24T12:05:00Z"));
        assertThat(run("stalled").violations()).isOne();

        world.ledger(waiting, "last_receipt_at = '2026-11-24T12:04:00Z'");
        assertThat(run("stalled").violations()).isZero();
    }

    @Test
    void a_role_that_may_read_the_status_elsewhere_is_found_whatever_its_right_comes_from() {
        var superuser = world.superuser();
        assertThat(run("status-read-elsewhere").violations()).isZero();
        superuser.execute("CREATE ROLE curious");
        superuser.execute("CREATE ROLE curious_team");
        superuser.execute("GRANT curious_team TO curious");
        try {
            for (var right : List.of(
                    "SELECT ON status_projector.publication_status TO curious",
                    "SELECT (status) ON status_projector.publication_status TO curious",
                    "SELECT ON status_projector.publication_event TO curious_team",
                    "UPDATE ON status_projector.publication_status TO curious",
                    "SELECT ON status_projector.publication_status TO PUBLIC",
                    "SELECT ON status_projector.publication_status TO publish_api",
                    "UPDATE ON status_projector.publication_status_v1 TO publish_api",
                    "pg_read_all_data TO curious")) {
                superuser.execute("GRANT " + right);

                assertThat(run("status-read-elsewhere").state()).as(right).isEqualTo(CheckState.ERROR);

                superuser.execute("REVOKE " + right.replace(" TO ", " FROM "));
                assertThat(run("status-read-elsewhere").violations())
                        .as("without " + right)
                        .isZero();
            }
        } finally {
            superuser.execute("DROP OWNED BY curious, curious_team");
            superuser.execute("DROP ROLE curious, curious_team");
        }
    }

    @Test
    void where_the_library_that_counts_statements_is_not_loaded_rights_are_looked_at_as_ever() {
        var superuser = world.superuser();
        superuser.execute("CREATE EXTENSION pg_stat_statements");
        superuser.execute("CREATE ROLE curious");
        try {
            assertThat(run("status-read-elsewhere").state()).isEqualTo(CheckState.OK);

            superuser.execute("GRANT SELECT ON status_projector.publication_status TO curious");

            assertThat(run("status-read-elsewhere").sample())
                    .extracting(Finding::what)
                    .containsExactly("role curious may SELECT publication_status");
        } finally {
            superuser.execute("DROP OWNED BY curious");
            superuser.execute("DROP ROLE curious");
            superuser.execute("DROP EXTENSION pg_stat_statements");
        }
    }
}
