package dev.colophon.wordpresspublisher.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger's stores without the rest of the service, for tests of other packages. */
public record LedgerStores(Ledger ledger, DueEntries due, Requests requests, KeyedCreates keyed, HeldCancels held) {

    /** On this database. */
    public static LedgerStores on(JdbcClient jdbc) {
        var held = new HeldCancels(jdbc);
        return new LedgerStores(
                new Ledger(jdbc), new DueEntries(jdbc), new Requests(jdbc, held), new KeyedCreates(jdbc), held);
    }
}
