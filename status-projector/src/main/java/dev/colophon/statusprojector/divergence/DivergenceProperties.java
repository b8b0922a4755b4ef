package dev.colophon.statusprojector.divergence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When comparisons are made, and how much they may take.
 *
 * @param enabled whether they are made by the clock; on demand they always are
 * @param interval from one sample to the next, and from one comparison with the ledger to the next
 * @param look how often an instance asks whether one is due
 * @param sample how many streams of events a sample folds, at most
 * @param budget how long a sample may take
 * @param batch how many streams are folded in one snapshot
 * @param grace how long a row must have stood still to be compared with the ledger: receipts take their time
 * @param findings how many divergences a run keeps
 * @param keep how long runs are kept
 */
@ConfigurationProperties("colophon.divergence")
record DivergenceProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1m") Duration interval,
        @DefaultValue("10s") Duration look,
        @DefaultValue("200") int sample,
        @DefaultValue("10s") Duration budget,
        @DefaultValue("200") int batch,
        @DefaultValue("2m") Duration grace,
        @DefaultValue("100") int findings,
        @DefaultValue("7d") Duration keep) {

    DivergenceProperties {
        positive("interval", interval.isPositive());
        positive("look", look.isPositive());
        positive("budget", budget.isPositive());
        positive("grace", !grace.isNegative());
        positive("keep", keep.isPositive());
        positive("sample", sample > 0 && sample <= 100_000);
        positive("batch", batch > 0 && batch <= 1000);
        positive("findings", findings > 0 && findings <= 1000);
    }

    private static void positive(String name, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("colophon.divergence." + name + " is out of its range");
        }
    }
}
