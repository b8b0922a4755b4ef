package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.LedgerStores;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Contents;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a site that is resumed wakes: the stories that waited for it, and none before its own time. */
@ExtendWith(PostgresExtension.class)
class ResumedSiteTest {

    private static final Instant ACCEPTED = Instant.parse("2026-11-24T09:15:30Z");
    private static final Problem LOST = new Problem("WP_CREDENTIALS_LOST", "The site does not know us.", 401);
    private static final Duration LATER = Duration.ofHours(1);

    private final PostgresServer postgres;
    private final LedgerStores stores;
    private final SiteStates sites;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final PublicationId publication = new PublicationId(UUID.randomUUID());

    ResumedSiteTest(PostgresServer postgres) {
        var jdbc = JdbcClient.create(postgres.as("wordpress_publisher"));
        this.postgres = postgres;
        this.stores = LedgerStores.on(jdbc);
        this.sites = new SiteStates(jdbc);
    }

    @BeforeEach
    void empty() {
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
    }

    @Test
    void a_story_that_waited_for_its_site_is_due_at_once() {
        want(1, null);
        Claim claim = claim();
        sites.suspend(site, LOST, LATER);
        defer(claim);
        assertThat(untilDue()).isPositive();

        assertThat(sites.resume(site)).isTrue();

        assertThat(untilDue()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void a_story_that_was_put_off_while_a_visit_lost_its_site_waits_for_its_new_time() {
        want(1, null);
        Claim claim = claim();
        want(2, Instant.now().plus(Duration.ofDays(1)));
        sites.suspend(site, LOST, LATER);
        defer(claim);

        assertThat(sites.resume(site)).isTrue();

        assertThat(untilDue()).isGreaterThan(Duration.ofHours(23));
    }

    private void want(long revision, @Nullable Instant publishAt) {
        stores.requests()
                .accept(new LedgerRequest(
                        UUID.randomUUID(),
                        publication,
                        site,
                        Placement.POST,
                        1,
                        revision,
                        Action.PUBLISH,
                        UUID.randomUUID(),
                        content(),
                        publishAt,
                        ACCEPTED,
                        ACCEPTED,
                        null));
    }

    private Claim claim() {
        return (Claim) stores.due()
                .claim(List.of(site.value()), 1, "test", Duration.ofMinutes(1))
                .getFirst();
    }

    private void defer(Claim claim) {
        var deferred = new Outcome.Troubled("deferred", LOST.code(), false, false, LATER, null);
        assertThat(stores.ledger().release(claim, deferred)).isTrue();
    }

    private Duration untilDue() {
        return stores.due().untilNextWork().orElseThrow();
    }

    private static Content content() {
        return Contents.of(
                UUID.fromString("9d3a1e77-2b44-4c1a-8f5e-6c0b7d2e8a41"),
                "Title",
                "<p>x</p>",
                "",
                "slug",
                null,
                Visibility.PUBLIC,
                null,
                false,
                List.of(),
                List.of(),
                null,
                null);
    }
}
