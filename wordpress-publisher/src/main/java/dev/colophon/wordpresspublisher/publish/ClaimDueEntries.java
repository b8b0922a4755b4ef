package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.database.DatabaseState;
import dev.colophon.wordpresspublisher.ledger.Attempts;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.DueEntries;
import dev.colophon.wordpresspublisher.ledger.Leased;
import dev.colophon.wordpresspublisher.ledger.UnreadableEntry;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import dev.colophon.wordpresspublisher.receipt.Worker;
import dev.colophon.wordpresspublisher.site.SiteCircuits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transaction 1: leases due entries, and records each visit before it begins. A database that may show less than all rows, or
 * old ones, is refused in the transaction itself; an entry that cannot be read is put aside in it. The receipt "claimed" is told once per
 * revision, so that retries do not flood the timeline.
 */
@Component
class ClaimDueEntries {

    private static final int SITES_AT_A_TIME = 64;

    private final DueEntries due;
    private final Attempts attempts;
    private final ReceiptOutbox receipts;
    private final SiteCircuits circuits;
    private final ParkUnreadable unreadable;
    private final DatabaseState database;
    private final PublishProperties properties;
    private final Worker worker;

    ClaimDueEntries(
            DueEntries due,
            Attempts attempts,
            ReceiptOutbox receipts,
            SiteCircuits circuits,
            ParkUnreadable unreadable,
            DatabaseState database,
            PublishProperties properties,
            Worker worker) {
        this.due = due;
        this.attempts = attempts;
        this.receipts = receipts;
        this.circuits = circuits;
        this.unreadable = unreadable;
        this.database = database;
        this.properties = properties;
        this.worker = worker;
    }

    @Transactional
    public List<Claim> upTo(int limit) {
        database.requireFit();
        List<Claim> claims = new ArrayList<>(probes(limit));
        List<UUID> sites = due.lockSitesWithWork(SITES_AT_A_TIME);
        if (!sites.isEmpty() && claims.size() < limit) {
            due.claim(sites, limit - claims.size(), worker.name(), properties.lease()).stream()
                    .flatMap(this::readable)
                    .forEach(claims::add);
        }
        claims.forEach(this::begin);
        return claims;
    }

    /** Of each site that was left alone long enough, one: its row stays locked until the probe is on record. */
    private List<Claim> probes(int limit) {
        List<Claim> probes = due.lockSitesToProbe(Math.min(limit, SITES_AT_A_TIME)).stream()
                .map(site -> due.claimProbe(site, worker.name(), properties.lease()))
                .flatMap(Optional::stream)
                .flatMap(this::readable)
                .toList();
        probes.forEach(probe -> circuits.probe(probe.site(), probe.publication(), probe.leaseUntil()));
        return probes;
    }

    private Stream<Claim> readable(Leased leased) {
        return switch (leased) {
            case Claim claim -> Stream.of(claim);
            case UnreadableEntry entry -> {
                unreadable.park(entry);
                yield Stream.empty();
            }
        };
    }

    private void begin(Claim claim) {
        attempts.begin(claim, worker.name(), worker.build());
        if (claim.attempt() == 1 && !claim.wanted().endTold()) {
            receipts.append(
                    Receipt.of(ReceiptKind.CLAIMED, claim, List.of(new StepTaken("claimed", claim.claimedAt()))));
        }
    }
}
