package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
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
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty ledger, and what tests do with an entry of it. */
@ExtendWith(PostgresExtension.class)
abstract class OneEntry {

    static final Instant ACCEPTED = Instant.parse("2026-11-24T09:15:30.123456Z");
    static final Duration LEASE = Duration.ofMinutes(1);

    final PostgresServer postgres;
    final JdbcClient jdbc;
    final Ledger ledger;
    final DueEntries due;
    final Requests requests;
    final TransactionTemplate transaction;
    final SiteId site = new SiteId(UUID.randomUUID());
    final PublicationId publication = new PublicationId(UUID.randomUUID());

    OneEntry(PostgresServer postgres) {
        this.postgres = postgres;
        var service = postgres.as("wordpress_publisher");
        this.jdbc = JdbcClient.create(service);
        this.ledger = new Ledger(jdbc);
        this.due = new DueEntries(jdbc);
        this.requests = new Requests(jdbc, new HeldCancels(jdbc));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(service));
    }

    @BeforeEach
    void empty() {
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
    }

    Accepted accept(PublicationId id, int generation, long revision) {
        return accept(id, generation, revision, Action.PUBLISH);
    }

    Accepted accept(PublicationId id, int generation, long revision, Action action) {
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

    List<Claim> claim(int limit) {
        return Objects.requireNonNull(transaction.execute(_ -> {
                    var sites = due.lockSitesWithWork(10);
                    return sites.isEmpty() ? List.<Leased>of() : due.claim(sites, limit, "test", LEASE);
                }))
                .stream()
                .map(Claim.class::cast)
                .toList();
    }

    void expire() {
        jdbc.sql("UPDATE ledger SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL")
                .update();
    }

    long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    static Content content() {
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
