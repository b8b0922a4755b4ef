package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Contents;
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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final PublicationId publication = new PublicationId(UUID.randomUUID());

    LedgerTest(PostgresServer postgres) {
        this.postgres = postgres;
        var service = postgres.as("wordpress_publisher");
        this.jdbc = JdbcClient.create(service);
        this.ledger = new Ledger(jdbc);
        this.requests = new Requests(jdbc, new HeldCancels(jdbc));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(service));
    }

    @BeforeEach
    void empty() {
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
    }

    @Test
    void the_same_and_older_revisions_change_nothing() {
        assertThat(accept(publication, 1, 2)).isEqualTo(new Accepted.Due());

        assertThat(accept(publication, 1, 2)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 1)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 3)).isEqualTo(new Accepted.Due());
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

        assertThat(ledger.intend(old, Change.PUBLISH, false)).isFalse();
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

        assertThat(ledger.intend(claim, Change.PUBLISH, false)).isFalse();
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
                "UPDATE ledger SET receipt_sequence = receipt_sequence - 1",
                "UPDATE ledger SET site_id = gen_random_uuid()",
                "UPDATE ledger SET remote_state = 'PUBLIC'",
                "UPDATE ledger SET generation = generation + 1, remote_id = NULL, remote_state = NULL",
                "UPDATE ledger SET generation = generation + 1",
                "UPDATE ledger SET cancelled = true, due_at = NULL, lease_until = NULL, claimed_by = NULL, settled_revision = revision",
                "UPDATE ledger SET override = true, settled_revision = revision",
                "UPDATE ledger SET given_up = true, settled_revision = revision",
                "UPDATE ledger SET public_revision = revision + 1",
                "UPDATE ledger SET held_revision = revision + 1",
                "UPDATE ledger SET unsettled_after_fill = true",
                "UPDATE site_state SET strategy = 'both', strategy_found_at = clock_timestamp()",
                "UPDATE site_state SET strategy = 'stock'"
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
        Claim retry = retryOf(new PostId(7));

        assertThat(ledger.openGeneration(retry, absenceOf(7))).isTrue();

        expire();
        Claim next = claim(10).getFirst();
        assertThat(next.slot().generation()).isEqualTo(2);
        assertThat(next.onRecord()).isEqualTo(new OnRecord.Nothing());
        assertThat(next.wanted().overrides()).isFalse();
        assertThat(jdbc.sql("SELECT * FROM closed_generation").query().singleRow())
                .containsEntry("generation", 1)
                .containsEntry("remote_id", 7L)
                .containsEntry("closed_because", "WP_DRAFT_REMOVED")
                .containsEntry("evidence", "Post 7: It is gone.")
                .containsEntry("by_revision", 2L);
    }

    @Test
    void a_generation_is_opened_once_and_only_by_a_retry_that_still_stands() {
        Claim retry = retryOf(new PostId(7));
        assertThat(ledger.openGeneration(retry, absenceOf(8))).isFalse();
        accept(publication, 1, 3, Action.UNPUBLISH);
        assertThat(ledger.openGeneration(retry, absenceOf(7))).isFalse();

        accept(publication, 1, 4, Action.RETRY);
        accept(publication, 1, 5, Action.PUBLISH); // newer content takes back no retry
        assertThat(ledger.openGeneration(retry, absenceOf(7))).isTrue();
        assertThat(ledger.openGeneration(retry, absenceOf(7))).isFalse();
        assertThat(number("SELECT generation FROM ledger")).isEqualTo(2);
    }

    @Test
    void a_request_of_a_higher_generation_raises_it_only_while_no_post_is_on_record() {
        accept(publication, 1, 1);
        assertThat(accept(publication, 3, 2)).isEqualTo(new Accepted.Due());
        assertThat(accept(publication, 1, 3)).isEqualTo(new Accepted.Due());
        ledger.checkpoint(claim(10).getFirst(), new PostId(7));

        assertThatThrownBy(() -> accept(publication, 4, 4)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void a_cancel_before_the_checkpoint_leaves_nothing_wanted_and_takes_the_claim_away() {
        accept(publication, 1, 1);
        Claim working = claim(10).getFirst();

        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Cancelled(1));

        assertThat(ledger.checkpoint(working, new PostId(7))).isInstanceOf(Checkpoint.LeaseLost.class);
        assertThat(ledger.intend(working, Change.PUBLISH, false)).isFalse();
        assertThat(ledger.release(working, new Outcome.Unchanged(null, null))).isFalse();
        assertThat(claim(10)).isEmpty();
        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 1)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 3)).isEqualTo(new Accepted.Due());
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void a_cancel_after_the_checkpoint_changes_nothing_that_is_wanted_and_is_refused_once() {
        accept(publication, 1, 1);
        Claim working = claim(10).getFirst();
        ledger.checkpoint(working, new PostId(7));

        assertThat(accept(publication, 1, 2, Action.CANCEL))
                .isInstanceOfSatisfying(
                        Accepted.TooLate.class,
                        late -> assertThat(late.remoteId()).isEqualTo(7));

        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Stale());
        assertThat(number("SELECT revision FROM ledger")).isOne();
        assertThat(ledger.intend(working, Change.PUBLISH, false)).isTrue();
    }

    @Test
    void a_cancel_of_what_was_never_heard_of_keeps_the_older_request_out() {
        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Cancelled(1));

        assertThat(accept(publication, 1, 1)).isEqualTo(new Accepted.Stale());
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void a_cancel_races_the_checkpoint_and_exactly_one_of_them_wins() throws Exception {
        int rounds = 0;
        int cancelled = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // A machine may favour one of the two for long: it goes on until both orders were seen.
            while (rounds < 60 || (rounds < 1_000 && (cancelled == 0 || cancelled == rounds))) {
                rounds++;
                var story = new PublicationId(UUID.randomUUID());
                accept(story, 1, 1);
                Claim working = claim(10).getFirst();
                var start = new CyclicBarrier(2);
                Future<Checkpoint> checkpoint = threads.submit(() -> {
                    start.await();
                    return transaction.execute(_ -> ledger.checkpoint(working, new PostId(7)));
                });
                Future<Accepted> cancel = threads.submit(() -> {
                    start.await();
                    return transaction.execute(_ -> accept(story, 1, 2, Action.CANCEL));
                });

                boolean isCancelled = cancel.get() instanceof Accepted.Cancelled;
                assertThat(checkpoint.get() instanceof Checkpoint.Held).isNotEqualTo(isCancelled);
                cancelled += isCancelled ? 1 : 0;
                postgres.clear("wordpress_publisher");
            }
        }
        assertThat(number("SELECT count(*) FROM ledger WHERE cancelled AND remote_id IS NOT NULL"))
                .isZero();
        assertThat(cancelled)
                .as("of " + rounds + ", so that both orders were seen")
                .isBetween(1, rounds - 1);
    }

    private Claim retryOf(PostId post) {
        accept(publication, 1, 1);
        ledger.checkpoint(claim(10).getFirst(), post);
        accept(publication, 1, 2, Action.RETRY);
        expire();
        return claim(10).getFirst();
    }

    private static NextStep.OpenGeneration absenceOf(long post) {
        return new NextStep.OpenGeneration(new PostId(post), "It is gone.");
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
    void a_site_with_a_pace_gives_what_a_second_of_it_is_worth_and_rests_for_as_long() {
        for (int i = 0; i < 5; i++) {
            accept(new PublicationId(UUID.randomUUID()), 1, 1);
        }
        jdbc.sql("UPDATE site_state SET max_concurrency = 10, max_visits_per_minute = 1")
                .update();

        assertThat(claim(10)).hasSize(1);
        assertThat(claim(10)).isEmpty();
        jdbc.sql("UPDATE site_state SET max_visits_per_minute = 180, paced_until = clock_timestamp()")
                .update();
        assertThat(claim(10)).hasSize(3);
        jdbc.sql("UPDATE site_state SET max_visits_per_minute = NULL, paced_until = NULL")
                .update();
        assertThat(claim(10)).hasSize(1);
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
        assertThat(next.onRecord())
                .isEqualTo(new OnRecord.Post(new PostId(7), RemoteState.PUBLIC, "s", "sha256:1", false, 1L, null));
    }

    @Test
    void what_the_visit_of_an_older_revision_met_is_not_told_by_the_row_of_a_newer_one() {
        var parked = new Outcome.Reason("parked", "RETRIES_EXHAUSTED");
        for (Outcome met : List.of(
                new Outcome.Troubled("deferred", "WP_UNREACHABLE", true, true, Duration.ofHours(1), null),
                new Outcome.GivenUp(parked, null, Duration.ofHours(1), null))) {
            var story = new PublicationId(UUID.randomUUID());
            accept(story, 1, 1);
            Claim older = claim(1).getFirst();
            accept(story, 1, 2);

            assertThat(ledger.release(older, met)).isTrue();

            assertThat(number(
                            "SELECT count(*) FROM ledger WHERE revision = 2 AND num_nonnulls(last_kind, last_code, waiting_since) = 0"
                                    + " AND failures + strikes = 0 AND NOT given_up AND due_at <= clock_timestamp()"))
                    .as(met.toString())
                    .isOne();
            postgres.clear("wordpress_publisher");
        }
    }

    @Test
    void what_was_given_up_is_looked_at_again_as_the_same_attempt_and_only_where_there_is_a_post() {
        var reason = new Outcome.Reason("parked", "RETRIES_EXHAUSTED");
        accept(publication, 1, 1);
        Claim without = claim(10).getFirst();
        ledger.release(without, new Outcome.GivenUp(reason, null, Duration.ZERO, null));
        assertThat(claim(10)).isEmpty();

        accept(publication, 1, 2);
        Claim claim = claim(10).getFirst();
        assertThat(claim.wanted().givenUp()).isFalse();
        ledger.checkpoint(claim, new PostId(7));
        assertThat(ledger.intend(claim, Change.PUBLISH, false)).isTrue();
        ledger.release(claim, new Outcome.GivenUp(reason, null, Duration.ZERO, null));

        Claim look = claim(10).getFirst();
        assertThat(look.wanted().givenUp()).isTrue();
        assertThat(look.attempt()).isEqualTo(claim.attempt());
        assertThat(look.onRecord())
                .isInstanceOfSatisfying(
                        OnRecord.Post.class,
                        post -> assertThat(post.publicRevision()).isEqualTo(2L));
        ledger.release(look, new Outcome.Troubled("deferred", "WP_UNREACHABLE", true, false, Duration.ZERO, null));
        assertThat(jdbc.sql("SELECT last_kind || ' ' || last_code FROM ledger")
                        .query(String.class)
                        .single())
                .isEqualTo("parked RETRIES_EXHAUSTED");
    }

    @Test
    void a_look_that_nothing_stood_in_the_way_of_ends_the_waiting_that_an_earlier_one_began() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        ledger.release(
                claim,
                new Outcome.GivenUp(new Outcome.Reason("parked", "RETRIES_EXHAUSTED"), null, Duration.ZERO, null));
        ledger.release(
                claim(10).getFirst(),
                new Outcome.Troubled("deferred", "WP_UNREACHABLE", true, false, Duration.ZERO, null));
        assertThat(number("SELECT count(*) FROM ledger WHERE waiting_since IS NOT NULL"))
                .isOne();

        ledger.release(claim(10).getFirst(), new Outcome.Unchanged(null, Duration.ZERO));

        assertThat(number("SELECT count(*) FROM ledger WHERE waiting_since IS NULL AND given_up"))
                .isOne();
    }

    @Test
    void a_worker_that_died_after_its_intent_leaves_an_unsettled_write() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        assertThat(ledger.intend(claim, Change.PUBLISH, false)).isTrue();
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

    private Accepted accept(PublicationId id, int generation, long revision) {
        return accept(id, generation, revision, Action.PUBLISH);
    }

    private Accepted accept(PublicationId id, int generation, long revision, Action action) {
        return requests.accept(new LedgerRequest(
                UUID.randomUUID(),
                id,
                site,
                Placement.POST,
                generation,
                revision,
                action,
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
        return Contents.of(
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
                List.of(),
                null,
                null);
    }
}
