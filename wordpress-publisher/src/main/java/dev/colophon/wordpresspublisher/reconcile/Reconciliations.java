package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.database.DatabaseState;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.reconcile.Runs.Asked;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts walks, by order or by the clock, each on a virtual thread of its own and never more than a few at a time. That a site is
 * walked by one at a time rests on a unique index, not on this process.
 */
@Component
public class Reconciliations implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);
    private static final Duration LAST_PAGE = Duration.ofSeconds(30);
    private static final String SCHEDULE = "schedule";

    private final ReconcileSite reconcileSite;
    private final Runs runs;
    private final DatabaseState database;
    private final TransactionTemplate transaction;
    private final ReconcileProperties properties;
    private final Supplier<UUID> ids;
    private final Semaphore free;
    private final ExecutorService walks = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    Reconciliations(
            ReconcileSite reconcileSite,
            Runs runs,
            DatabaseState database,
            TransactionTemplate transaction,
            ReconcileProperties properties,
            Supplier<UUID> ids) {
        this.reconcileSite = reconcileSite;
        this.runs = runs;
        this.database = database;
        this.transaction = transaction;
        this.properties = properties;
        this.ids = ids;
        this.free = new Semaphore(properties.runsAtOnce());
    }

    /** What became of a wish for a run. */
    public sealed interface Started {

        /** It is under way, under this id. */
        record Begun(UUID run) implements Started {}

        /** The site is being walked already. */
        record AlreadyUnderWay() implements Started {}

        /** This instance walks as many sites as it may. */
        record Busy() implements Started {}
    }

    /** Starts a run for an operator. Throws DataIntegrityViolationException for a site that the ledger does not know. */
    public Started start(SiteId site, String operator, Orders orders) {
        return start(new Asked(site, operator, false, orders));
    }

    @Scheduled(fixedDelayString = "${colophon.reconcile.look:1m}", initialDelayString = "${colophon.reconcile.look:1m}")
    void walkDueSites() {
        if (properties.every().isZero()) {
            return;
        }
        try {
            // One site a look: walks are spread, and a new instance does not ask all sites at once.
            runs.due(properties.every(), 1)
                    .forEach(site -> start(new Asked(
                            site, SCHEDULE, true, new Orders(false, false, properties.scheduledSweep(), false))));
        } catch (DataAccessException unavailable) {
            LOG.warn(
                    "sites due for a reconciliation cannot be read now, the next look will: {}",
                    unavailable.toString());
        }
    }

    /** Lets each walk end its page; what is left is for the next run. */
    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        walks.shutdown();
        if (!walks.awaitTermination(LAST_PAGE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "some reconciliations did not stop in time; they are taken for dead after {}",
                    properties.silentFor());
        }
    }

    private Started start(Asked asked) {
        if (!free.tryAcquire()) {
            return new Started.Busy();
        }
        boolean begun = false;
        try {
            Optional<Run> run = transaction.execute(_ -> {
                database.requireFit();
                return runs.begin(ids.get(), asked);
            });
            begun = run.isPresent();
            run.ifPresent(this::walk);
            return run.<Started>map(found -> new Started.Begun(found.id())).orElseGet(Started.AlreadyUnderWay::new);
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    private void walk(Run run) {
        walks.execute(() -> {
            try {
                reconcileSite.walk(run, () -> stopping);
            } catch (DataAccessException unavailable) {
                LOG.warn(
                        "reconciliation {} cannot be recorded and is taken for dead in a while: {}",
                        run.id(),
                        unavailable.toString());
            } finally {
                free.release();
            }
        });
    }
}
