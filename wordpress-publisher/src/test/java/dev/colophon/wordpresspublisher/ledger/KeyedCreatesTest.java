package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.publication.Action;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is on record of a create under a key, in the statements and once more in the database's own rules. */
@ExtendWith(PostgresExtension.class)
class KeyedCreatesTest {

    private static final Instant ACCEPTED = Instant.parse("2026-11-24T09:15:30Z");

    private final PostgresServer postgres;
    private final JdbcClient jdbc;
    private final LedgerStores stores;
    private final TransactionTemplate transaction;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final PublicationId publication = new PublicationId(UUID.randomUUID());

    KeyedCreatesTest(PostgresServer postgres) {
        this.postgres = postgres;
        var service = postgres.as("wordpress_publisher");
        this.jdbc = JdbcClient.create(service);
        this.stores = LedgerStores.on(jdbc);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(service));
    }

    @BeforeEach
    void empty() {
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
        accept(1, Action.PUBLISH);
    }

    @Test
    void only_the_holder_of_a_running_lease_notes_a_create_and_the_next_one_reads_it() {
        Claim old = claim();
        expire();
        assertThat(stores.keyed().intend(old)).isFalse();
        Claim current = claim();

        assertThat(stores.keyed().intend(old)).isFalse();
        assertThat(stores.keyed().intend(current)).isTrue();
        assertThat(stores.keyed().forget(old)).isFalse();
        expire();
        assertThat(claim().onRecord()).isEqualTo(new OnRecord.Nothing(true));
    }

    @Test
    void with_a_post_on_record_nothing_is_noted_and_nothing_is_forgotten() {
        Claim claim = claim();
        assertThat(stores.keyed().intend(claim)).isTrue();
        stores.ledger().checkpoint(claim, new PostId(7));

        assertThat(stores.keyed().intend(claim)).isFalse();
        assertThat(stores.keyed().forget(claim)).isFalse();
        assertThatThrownBy(() -> jdbc.sql("UPDATE ledger SET keyed = false").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("made under a key");
    }

    @Test
    void nothing_is_both_cancelled_and_perhaps_public() {
        stores.keyed().intend(claim());

        assertThat(accept(2, Action.CANCEL)).isEqualTo(new Accepted.Held());
        assertThatThrownBy(() -> jdbc.sql("""
                                UPDATE ledger SET cancelled = true, due_at = NULL, lease_until = NULL, claimed_by = NULL,
                                  settled_revision = revision
                                """).update()).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void no_generation_begins_while_the_end_of_a_create_is_not_known_or_with_a_create_of_its_own() {
        stores.keyed().intend(claim());

        assertThatThrownBy(() -> jdbc.sql(
                                "UPDATE ledger SET generation = 2, keyed = false, opened_because = 'x', opened_evidence = 'y'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("not known");
        assertThatThrownBy(() -> jdbc.sql("UPDATE ledger SET generation = 2").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("begins without a post");
    }

    @Test
    void a_cancel_is_held_once_its_repeat_changes_nothing_and_it_comes_back_whole() {
        Claim claim = claim();
        stores.keyed().intend(claim);
        LedgerRequest cancel = request(2, Action.CANCEL);

        assertThat(stores.requests().accept(cancel)).isEqualTo(new Accepted.Held());
        assertThat(stores.requests().accept(cancel)).isEqualTo(new Accepted.Stale());
        stores.keyed().forget(claim);

        assertThat(stores.held().take(publication)).contains(cancel);
        assertThat(stores.held().take(publication)).isEmpty();
        assertThat(stores.requests().accept(cancel)).isEqualTo(new Accepted.Cancelled(1));
    }

    @Test
    void a_newer_request_overtakes_a_held_cancel() {
        stores.keyed().intend(claim());
        accept(2, Action.CANCEL);

        assertThat(accept(3, Action.PUBLISH)).isEqualTo(new Accepted.Due());

        assertThat(stores.held().take(publication)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("endsOfALook")
    void what_was_given_up_is_not_looked_for_once_no_key_stands_for_it_whatever_the_visit_met_then(Outcome end) {
        Claim first = claim();
        stores.keyed().intend(first);
        stores.ledger()
                .release(first, new Outcome.GivenUp(new Outcome.Reason("parked", "WP_X"), null, Duration.ZERO, null));

        Claim looking = claim();
        stores.keyed().forget(looking);
        assertThat(stores.ledger().release(looking, end)).isTrue();

        assertThat(jdbc.sql("SELECT given_up AND num_nonnulls(due_at, lease_until, waiting_since) = 0 FROM ledger")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    static List<Outcome> endsOfALook() {
        return List.of(
                new Outcome.Troubled("deferred", "WP_Y", true, false, Duration.ZERO, null),
                new Outcome.Unchanged(null, Duration.ZERO));
    }

    private Accepted accept(long revision, Action action) {
        return stores.requests().accept(request(revision, action));
    }

    private LedgerRequest request(long revision, Action action) {
        return new LedgerRequest(
                UUID.randomUUID(),
                publication,
                site,
                Placement.POST,
                1,
                revision,
                action,
                UUID.randomUUID(),
                Contents.of(
                        UUID.randomUUID(),
                        "Title ⚓",
                        "<p>x</p>",
                        "",
                        "slug",
                        ACCEPTED,
                        Visibility.PUBLIC,
                        null,
                        false,
                        List.of("News"),
                        List.of(),
                        null,
                        null),
                null,
                ACCEPTED,
                ACCEPTED,
                null);
    }

    private Claim claim() {
        return (Claim) Objects.requireNonNull(transaction.execute(_ -> stores.due()
                .claim(stores.due().lockSitesWithWork(1), 1, "test", Duration.ofMinutes(1))
                .getFirst()));
    }

    private void expire() {
        jdbc.sql("UPDATE ledger SET lease_until = clock_timestamp()").update();
    }
}
