package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(PostgresExtension.class)
class LedgerTest {

    private static final Instant ACCEPTED = Instant.parse("2026-11-24T09:15:30.123456Z");
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final PostgresServer postgres;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final PublicationId publication = new PublicationId(UUID.randomUUID());

    LedgerTest(PostgresServer postgres) {
        this.postgres = postgres;
        var service = postgres.as("wordpress_publisher");
        this.jdbc = JdbcClient.create(service);
        this.ledger = new Ledger(jdbc);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(service));
    }

    @BeforeEach
    void empty() {
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
    }

    @Test
    void the_same_and_older_revisions_change_nothing() {
        assertThat(accept(publication, 1, 2)).isEqualTo(Ledger.Accepted.DUE);

        assertThat(accept(publication, 1, 2)).isEqualTo(Ledger.Accepted.STALE);
        assertThat(accept(publication, 1, 1)).isEqualTo(Ledger.Accepted.STALE);
        assertThat(accept(publication, 1, 3)).isEqualTo(Ledger.Accepted.DUE);
        assertThat(number("SELECT revision FROM ledger")).isEqualTo(3);
    }

    @Test
    void a_claim_is_held_by_one_and_its_token_grows() {
        accept(publication, 1, 1);
        Claim first = claim(10).getFirst();
        assertThat(claim(10)).isEmpty();

        expire();
        Claim second = claim(10).getFirst();

        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(second.content()).isEqualTo(content());
    }

    @Test
    void a_holder_whose_claim_has_passed_on_changes_nothing() {
        accept(publication, 1, 1);
        Claim old = claim(10).getFirst();
        expire();
        Claim current = claim(10).getFirst();

        assertThat(ledger.intend(old, Change.PUBLISH)).isFalse();
        assertThat(ledger.checkpoint(old, new PostId(7))).isInstanceOf(Checkpoint.LeaseLost.class);
        assertThat(ledger.release(old, new Outcome.Unchanged(null, null))).isFalse();
        assertThat(ledger.checkpoint(current, new PostId(8))).isInstanceOf(Checkpoint.Held.class);
        assertThat(number("SELECT remote_id FROM ledger")).isEqualTo(8);
    }

    @Test
    void an_intent_needs_a_lease_that_has_not_run_out() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        expire();

        assertThat(ledger.intend(claim, Change.PUBLISH)).isFalse();
    }

    @Test
    void a_post_id_is_set_once() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();

        assertThat(ledger.checkpoint(claim, new PostId(7))).isInstanceOf(Checkpoint.Held.class);
        assertThat(ledger.checkpoint(claim, new PostId(7))).isInstanceOf(Checkpoint.Held.class);
        assertThat(ledger.checkpoint(claim, new PostId(9))).isEqualTo(new Checkpoint.Taken(new PostId(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger SET remote_id = 9",
                "UPDATE ledger SET remote_id = NULL, remote_state = NULL, observed_revision = NULL",
                "UPDATE ledger SET generation = generation - 1",
                "UPDATE ledger SET revision = revision - 1",
                "UPDATE ledger SET fencing_token = 0",
                "UPDATE ledger SET site_id = gen_random_uuid()",
                "UPDATE ledger SET remote_state = 'PUBLIC'"
            })
    void the_database_refuses_what_the_code_must_never_do(String statement) {
        accept(publication, 2, 2);
        ledger.checkpoint(claim(10).getFirst(), new PostId(7));

        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM ledger",
                "UPDATE outbox SET payload = '{}'",
                "DELETE FROM outbox",
                "DELETE FROM closed_generation",
                "CREATE TABLE mine (x int)",
                "SELECT * FROM publish_api.story",
                "SELECT * FROM publish_api.site",
                "SELECT * FROM publish_api.variant",
                "SELECT * FROM publish_api.publish_job"
            })
    void the_service_has_no_right_to(String statement) {
        postgres.migrate("publish-api");

        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void one_post_of_a_site_belongs_to_one_publication() {
        var other = new PublicationId(UUID.randomUUID());
        accept(publication, 1, 1);
        accept(other, 1, 1);
        List<Claim> claims = claim(10);
        ledger.checkpoint(claims.get(0), new PostId(7));

        assertThatThrownBy(() -> ledger.checkpoint(claims.get(1), new PostId(7)))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void a_new_generation_starts_without_a_post_and_the_old_one_is_kept_on_record() {
        accept(publication, 1, 1);
        ledger.checkpoint(claim(10).getFirst(), new PostId(7));
        accept(publication, 2, 2);
        expire();

        assertThat(claim(10).getFirst().onRecord()).isEqualTo(new OnRecord.Nothing());
        assertThat(number("SELECT remote_id FROM closed_generation WHERE generation = 1"))
                .isEqualTo(7);
    }

    @Test
    void a_site_has_no_more_visits_at_a_time_than_its_cap() {
        for (int i = 0; i < 5; i++) {
            accept(new PublicationId(UUID.randomUUID()), 1, 1);
        }

        assertThat(claim(10)).hasSize(2);
        assertThat(claim(10)).isEmpty();
        jdbc.sql("UPDATE site_state SET max_concurrency = 4").update();
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    void a_newer_revision_that_comes_during_a_visit_stays_due() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        accept(publication, 1, 2);

        var seen = new SeenPost(new PostId(7), SeenStatus.PUBLISH, "s", "https://x/s", "sha256:1", true);
        assertThat(ledger.release(claim, new Outcome.Settled(RemoteState.PUBLIC, seen, null, null)))
                .isTrue();

        Claim next = claim(10).getFirst();
        assertThat(next.wanted().revision()).isEqualTo(2);
        assertThat(next.wanted().settled()).isFalse();
        assertThat(next.onRecord()).isEqualTo(new OnRecord.Post(new PostId(7), RemoteState.PUBLIC, "s", "sha256:1"));
    }

    @Test
    void a_worker_that_died_after_its_intent_leaves_an_unsettled_write() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        assertThat(ledger.intend(claim, Change.PUBLISH)).isTrue();
        expire();

        var unsettled = Objects.requireNonNull(claim(10).getFirst().unsettled());
        assertThat(unsettled.change()).isEqualTo(Change.PUBLISH);
        assertThat(unsettled.lastSentAt()).isEqualTo(claim.leaseUntil());
    }

    @Test
    void the_next_work_is_known_without_looking_again_and_again() {
        assertThat(ledger.untilNextWork()).isEmpty();
        accept(publication, 1, 1);
        assertThat(ledger.untilNextWork())
                .hasValueSatisfying(until -> assertThat(until).isLessThanOrEqualTo(Duration.ZERO));
        claim(10);
        assertThat(ledger.untilNextWork())
                .hasValueSatisfying(until -> assertThat(until).isPositive());
    }

    private Ledger.Accepted accept(PublicationId id, int generation, long revision) {
        return ledger.accept(new LedgerRequest(
                UUID.randomUUID(),
                id,
                site,
                Placement.POST,
                generation,
                revision,
                UUID.randomUUID(),
                content(),
                null,
                ACCEPTED,
                ACCEPTED,
                null));
    }

    private List<Claim> claim(int limit) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var sites = ledger.lockSitesWithWork(10);
            return sites.isEmpty() ? List.<Claim>of() : ledger.claim(sites, limit, "test", LEASE);
        }));
    }

    private void expire() {
        jdbc.sql("UPDATE ledger SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL")
                .update();
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static Content content() {
        return new Content(
                UUID.fromString("9d3a1e77-2b44-4c1a-8f5e-6c0b7d2e8a41"),
                "Title ⚓",
                "<p>x</p>",
                "",
                "slug",
                null,
                Visibility.PUBLIC,
                null,
                false,
                List.of("News"),
                List.of());
    }
}
