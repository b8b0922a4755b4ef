package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.divergence.Tally.Counts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/** Makes the comparisons and keeps what they came to. Reads only, but for its own records: what differs stays as it is. */
@Service
class MeasureDivergence {

    private static final Logger LOG = LoggerFactory.getLogger(MeasureDivergence.class);
    private static final UUID FIRST = new UUID(0, 0);

    private final FoldComparison fold;
    private final LedgerComparison ledger;
    private final SiteComparison site;
    private final RandomPublications randomPublications;
    private final DivergenceRuns runs;
    private final DivergenceProperties properties;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    MeasureDivergence(
            FoldComparison fold,
            LedgerComparison ledger,
            SiteComparison site,
            RandomPublications randomPublications,
            DivergenceRuns runs,
            DivergenceProperties properties,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.fold = fold;
        this.ledger = ledger;
        this.site = site;
        this.randomPublications = randomPublications;
        this.runs = runs;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
    }

    /** Folds random streams, and those again that differed the last time, as long as the budget lasts. */
    Optional<UUID> sample() {
        return begin(Comparison.FOLD, DivergenceRun.SAMPLE, null).map(id -> {
            ending(id, tally -> {
                var end = clock.instant().plus(properties.budget());
                var chosen = new LinkedHashSet<>(runs.suspects(properties.findings()));
                chosen.addAll(randomPublications.choose(properties.sample()));
                for (var batch : batches(chosen)) {
                    if (!clock.instant().isBefore(end)) {
                        return;
                    }
                    tally.add(batch.size(), fold.compare(batch));
                }
            });
            return id;
        });
    }

    /** Reserves a run over all streams; {@link #all(UUID)} makes it. Empty: one is running. */
    Optional<UUID> beginAll(@Nullable String operator) {
        return begin(Comparison.FOLD, DivergenceRun.ALL, operator);
    }

    /** Folds every stream, a batch after the other, each in a snapshot of its own: memory and locks stay small. */
    void all(UUID id) {
        ending(id, tally -> {
            var batch = fold.next(FIRST, properties.batch());
            while (!batch.isEmpty()) {
                tally.add(batch.size(), fold.compare(batch));
                runs.progress(id, tally.counts(), batch.getLast(), now());
                batch = fold.next(batch.getLast(), properties.batch());
            }
        });
    }

    /** Compares the projection with the ledger, whole. */
    Optional<UUID> ledger(@Nullable String operator) {
        return begin(Comparison.LEDGER, DivergenceRun.ALL, operator).map(id -> {
            var still = now().minus(properties.grace());
            ended(id, () -> {
                var compared = ledger.compare(still, properties.findings());
                runs.end(id, compared.counts(), compared.findings(), null, now());
                report(Comparison.LEDGER, compared.counts());
            });
            return id;
        });
    }

    /** Takes over what the publisher's reconciliations have found at the sites. */
    Optional<UUID> site(@Nullable String operator) {
        return begin(Comparison.SITE, DivergenceRun.ALL, operator).map(id -> {
            ended(id, () -> {
                var counts = site.counts();
                runs.end(
                        id,
                        counts.orElse(Counts.NONE),
                        List.of(),
                        counts.isPresent() ? null : "the publisher publishes no reconcile_state_v1",
                        now());
                counts.ifPresent(found -> report(Comparison.SITE, found));
            });
            return id;
        });
    }

    private Optional<UUID> begin(Comparison comparison, String scope, @Nullable String operator) {
        var id = ids.get();
        var now = now();
        runs.forget(now.minus(properties.keep()));
        return runs.begin(id, comparison, scope, operator, now) ? Optional.of(id) : Optional.empty();
    }

    private void ending(UUID id, Consumer<Tally> work) {
        var tally = new Tally(properties.findings());
        ended(id, () -> {
            work.accept(tally);
            runs.end(id, tally.counts(), tally.findings(), null, now());
            report(Comparison.FOLD, tally.counts());
        });
    }

    /** A run that is stopped is no measurement: it says so, and its figures are not shown. */
    private void ended(UUID id, Runnable work) {
        try {
            work.run();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "DIVERGENCE_NOT_MEASURED: a comparison stopped ({}); the age of the last one grows. Next: the one that is due"
                            + " after the interval",
                    e.toString());
            stopped(id, "the database stopped it: " + e.getClass().getSimpleName());
        } catch (RuntimeException e) {
            LOG.error(
                    "DIVERGENCE_NOT_MEASURED: a comparison broke off; the age of the last one grows. Next: docs/operations/divergence.md",
                    e);
            stopped(id, "it broke off, the log says at what: " + e.getClass().getSimpleName());
        }
    }

    private void stopped(UUID id, String problem) {
        runs.end(id, Counts.NONE, List.of(), problem, now());
    }

    private static void report(Comparison comparison, Counts counts) {
        if (counts.diverging() > 0) {
            LOG.error(
                    "DIVERGENCE_FOUND: {} of {} rows differ ({}: {} changed, {} missing, {} surplus)."
                            + " Next: docs/operations/divergence.md",
                    counts.diverging(),
                    counts.compared(),
                    comparison.word(),
                    counts.changed(),
                    counts.missing(),
                    counts.surplus());
        }
    }

    private List<List<UUID>> batches(Set<UUID> publications) {
        var all = new ArrayList<>(publications);
        var batches = new ArrayList<List<UUID>>();
        for (int from = 0; from < all.size(); from += properties.batch()) {
            batches.add(all.subList(from, Math.min(all.size(), from + properties.batch())));
        }
        return batches;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
