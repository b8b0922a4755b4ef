package dev.colophon.wordpresspublisher.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what a walk needs, and what is measured of it. */
@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    @Bean
    Walk.Stores walkStores(LedgerRecords ledger, ReceiptPosts receipts, ActOnFinding actOnFinding, Runs runs) {
        return new Walk.Stores(ledger, receipts, actOnFinding, runs);
    }

    @Bean
    MeterBinder reconciled(ReconcileFigures figures) {
        return registry -> {
            Gauge.builder("colophon.reconcile.oldest.walk", figures, ReconcileFigures::oldestWalkSeconds)
                    .description(
                            "How long ago the site was walked to its end that waits the longest; NaN without a site")
                    .baseUnit("seconds")
                    .register(registry);
            for (FindingKind kind : FindingKind.values()) {
                Gauge.builder("colophon.reconcile.found", figures, read -> read.open(kind))
                        .tag("kind", kind.word())
                        .description(
                                "Findings of each site's last walk to its end, by kind; strays and waiting drafts too")
                        .register(registry);
            }
        };
    }
}
