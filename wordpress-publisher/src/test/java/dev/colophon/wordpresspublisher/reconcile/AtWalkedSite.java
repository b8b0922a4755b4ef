package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.context.ApplicationContext;

/** One newsroom and one simulated site that is walked, and hands that do damage on both sides. */
abstract class AtWalkedSite {

    final ApplicationContext service;
    final Newsroom newsroom;
    final Walks walks;
    final Damage damage;
    final FakeWordPress wordpress = FakeWordPress.start();
    final EditorsHand editor = new EditorsHand(wordpress);

    AtWalkedSite(PostgresServer postgres, ApplicationContext service) {
        this.service = service;
        this.newsroom = new Newsroom(postgres, service.getBean(WorkSignal.class), service.getBean(Delivery.class));
        this.walks = new Walks(newsroom, service.getBean(Reconciliations.class));
        this.damage = new Damage(newsroom);
    }

    @BeforeAll
    static void others(PostgresServer postgres) {
        postgres.migrate("status-projector");
    }

    @AfterEach
    void close() {
        wordpress.close();
    }
}
