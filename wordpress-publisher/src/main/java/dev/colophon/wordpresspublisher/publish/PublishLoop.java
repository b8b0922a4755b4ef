package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.database.UnfitDatabase;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.DueEntries;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Works due entries off, each on a virtual thread of its own and never more than the workers allow. Sleeps until something
 * is due or it is woken; never polls hot.
 */
@Component
public class PublishLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PublishLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final ClaimDueEntries claimDueEntries;
    private final PublishStory publishStory;
    private final DueEntries due;
    private final WorkSignal work;
    private final PublishProperties properties;
    private final InstantSource clock;
    private final PauseProperties pause;
    private final Semaphore free;
    private final Timer waited;

    private volatile boolean running;
    private volatile Instant lastLook = Instant.EPOCH;
    private ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();
    private Thread loop = new Thread(this::run);

    PublishLoop(
            ClaimDueEntries claimDueEntries,
            PublishStory publishStory,
            DueEntries due,
            WorkSignal work,
            PublishProperties properties,
            InstantSource clock,
            PauseProperties pause,
            MeterRegistry meters) {
        this.claimDueEntries = claimDueEntries;
        this.publishStory = publishStory;
        this.due = due;
        this.work = work;
        this.properties = properties;
        this.clock = clock;
        this.pause = pause;
        this.free = new Semaphore(properties.workers());
        this.waited = meters.timer("colophon.publish.wait");
    }

    /** Whether it was told not to begin, since the ledger is being put right. */
    public boolean isPaused() {
        return pause.publishing();
    }

    @Override
    public void start() {
        if (pause.publishing()) {
            LOG.warn(
                    "PUBLISH_PAUSED no story is published: COLOPHON_PUBLISH_PAUSED is set. Requests are taken in, and the operations API answers. See docs/operations/reconcile.md");
            return;
        }
        running = true;
        visits = Executors.newVirtualThreadPerTaskExecutor();
        loop = Thread.ofVirtual().name("publish-loop").start(this::run);
    }

    /**
     * Claims no more, and lets the visits under way end: they are bounded by their budget. The loop goes first: what it is just
     * claiming would find the visits closed, and be nobody's until its lease runs out.
     */
    @Override
    public void stop() {
        running = false;
        work.wake();
        Deadline deadline = Deadline.after(properties.visitBudget().plus(properties.blockedScan()), System::nanoTime);
        try {
            boolean claimsNoMore = !loop.isAlive() || loop.join(deadline.remaining());
            visits.shutdown();
            if (!claimsNoMore || !visits.awaitTermination(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some visits did not end in time; their leases run out and others take them over");
            }
        } catch (InterruptedException stopped) {
            visits.shutdown();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** How long ago the loop last looked for work with success. */
    public Duration sinceLastLook() {
        return Duration.between(lastLook, clock.instant());
    }

    /** The longest time that may pass between two looks while all is well. */
    public Duration longestPause() {
        return properties.idleScan().plus(properties.blockedScan());
    }

    private void run() {
        while (running) {
            try {
                work.await(workOff());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Starts what can be started; returns how long nothing will be due, unless woken. A look that found less than it asked for has
     * taken all that may be taken now: a second one would hold up the visits beside it for nothing.
     */
    private Duration workOff() {
        try {
            while (running && free.availablePermits() > 0) {
                Deadline deadline = Deadline.after(properties.visitBudget(), System::nanoTime);
                int wanted = free.availablePermits();
                List<Claim> claims = claimDueEntries.upTo(wanted);
                lastLook = clock.instant();
                claims.forEach(claim -> start(claim, deadline));
                if (claims.size() < wanted) {
                    return pause();
                }
            }
            return properties.blockedScan();
        } catch (UnfitDatabase unfit) {
            LOG.error(
                    "{}. No story is published until that is mended. See docs/operations/{}.md",
                    unfit.getMessage(),
                    unfit.refusal());
            return AFTER_FAILURE;
        } catch (DataAccessException | TransactionException failed) {
            LOG.warn(
                    "DATABASE_UNAVAILABLE due work cannot be read, looking again in {}: {}",
                    AFTER_FAILURE,
                    failed.toString());
            return AFTER_FAILURE;
        } catch (RuntimeException | VirtualMachineError | LinkageError unexpected) {
            LOG.error("LOOP_FAILED due work cannot be taken, looking again in {}", AFTER_FAILURE, unexpected);
            return AFTER_FAILURE;
        }
    }

    private Duration pause() {
        Duration next = due.untilNextWork().orElse(properties.idleScan());
        if (!next.isPositive()) {
            return properties.blockedScan(); // due, but its site is at its cap or claimed elsewhere: a release wakes us
        }
        return next.compareTo(properties.idleScan()) < 0 ? next : properties.idleScan();
    }

    private void start(Claim claim, Deadline deadline) {
        waited.record(claim.waited());
        free.acquireUninterruptibly();
        visits.execute(() -> {
            try {
                publishStory.publish(claim, deadline);
            } catch (RuntimeException | VirtualMachineError | LinkageError failed) {
                LOG.error(
                        "VISIT_FAILED publication {} token {}: {}. Its lease runs out in {} and it is taken up again from what is on record.",
                        claim.publication(),
                        claim.token(),
                        failed.toString(),
                        properties.lease(),
                        failed);
            } finally {
                free.release();
                work.wake();
            }
        });
    }
}
