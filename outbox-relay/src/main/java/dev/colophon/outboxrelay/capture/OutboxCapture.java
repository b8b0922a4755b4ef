package dev.colophon.outboxrelay.capture;

import dev.colophon.outboxrelay.guard.Canary;
import dev.colophon.outboxrelay.guard.GuardProperties;
import dev.colophon.outboxrelay.guard.RelayGuard;
import dev.colophon.outboxrelay.guard.RelayLock;
import dev.colophon.outboxrelay.relay.RowSenders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps one engine running while it may: every look asks for the lock, asks the guard, starts, stops or rebuilds the engine,
 * and lets a canary go. Everything happens on one thread, so that no two engines of this relay ever run.
 */
@Component
public class OutboxCapture implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxCapture.class);

    private final RelayLock lock;
    private final RelayGuard guard;
    private final Canary canary;
    private final RowSenders senders;
    private final EngineSettings settings;
    private final CaptureProperties properties;
    private final Duration every;
    private final InstantSource clock;
    private final Counter restarts;
    private final Backoff backoff;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicReference<@Nullable Errand> errand = new AtomicReference<>();

    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private volatile CaptureState state = CaptureState.STANDBY;
    private volatile String lastEnd = "none";
    private @Nullable CaptureSession session;
    private Instant startedAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    OutboxCapture(
            RelayLock lock,
            RelayGuard guard,
            Canary canary,
            RowSenders senders,
            EngineSettings settings,
            CaptureProperties properties,
            GuardProperties guardProperties,
            InstantSource clock,
            MeterRegistry meters) {
        this.lock = lock;
        this.guard = guard;
        this.canary = canary;
        this.senders = senders;
        this.settings = settings;
        this.properties = properties;
        this.every = guardProperties.every();
        this.clock = clock;
        this.restarts = meters.counter("colophon.relay.engine.restarts");
        this.backoff = new Backoff(properties.backoffMin(), properties.backoffMax());
    }

    /** What can only be done while no engine runs. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    /**
     * Has a task run on the capture's own thread, with no engine, by the relay that holds the lock; one at a time.
     *
     * @return completed when the task has run; failed as the task fails, or because another relay streams or a task waits
     */
    public CompletableFuture<Void> withoutEngine(Task task) {
        var asked = new Errand(task, new CompletableFuture<>());
        if (!running || !errand.compareAndSet(null, asked)) {
            asked.refuse("another task waits for the engine to stop");
        }
        wake.release();
        return asked.done();
    }

    CaptureState state() {
        return state;
    }

    /** Why the last engine ended by itself. */
    String lastEnd() {
        return lastEnd;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-capture").start(this::watch);
    }

    private void watch() {
        try {
            while (running) {
                lookSafely();
                var _ = wake.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            LOG.debug("Told to stop at once", e);
        } finally {
            stopEngine();
            lock.release();
            move(CaptureState.STOPPED);
            var waiting = errand.getAndSet(null);
            if (waiting != null) {
                waiting.refuse("this relay stops");
            }
        }
    }

    private void lookSafely() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("A look at the engine failed; the next follows in {}", every, e);
        }
    }

    private void look() throws InterruptedException {
        var held = lock.hold();
        var asked = errand.getAndSet(null);
        if (asked != null) {
            runErrand(asked, held);
        }
        var verdict = guard.inspect(!held || session != null);
        if (!held) {
            rest(CaptureState.STANDBY);
            return;
        }
        if (session != null && session.ended()) {
            backOff(session.reason());
        }
        if (verdict.stopsEngine() || (session == null && !verdict.allowsStart())) {
            rest(CaptureState.WAITING);
        } else if (session == null && !clock.instant().isBefore(notBefore)) {
            startEngine();
        }
        canary.letGo();
    }

    private void runErrand(Errand asked, boolean held) throws InterruptedException {
        if (!held) {
            asked.refuse("RELAY_STANDBY: another relay streams; ask that one");
            return;
        }
        rest(CaptureState.WAITING);
        asked.run();
    }

    private void rest(CaptureState resting) {
        stopEngine();
        notBefore = Instant.MIN;
        move(resting);
    }

    private void startEngine() {
        move(CaptureState.STREAMING);
        startedAt = clock.instant();
        var batch = senders.openBatch();
        try {
            session = CaptureSession.start(
                    settings.properties(lock.token()), batch, properties.closeWithin(), wake::release);
        } catch (RuntimeException e) {
            batch.close();
            backOff(e.toString());
        }
    }

    private void backOff(String reason) {
        stopEngine();
        restarts.increment();
        lastEnd = reason;
        var now = clock.instant();
        var pause = backoff.after(Duration.between(startedAt, now));
        notBefore = now.plus(pause);
        move(CaptureState.BACKING_OFF);
        LOG.error(
                "RELAY_ENGINE_ENDED: {}. Nothing is lost: the next engine starts in {} at the first row that is not marked."
                        + " See docs/operations/relay.md#relay_engine_ended",
                reason,
                pause);
    }

    private void stopEngine() {
        var ending = session;
        session = null;
        if (ending != null) {
            ending.close();
        }
    }

    private Duration pause() {
        if (state != CaptureState.BACKING_OFF) {
            return every;
        }
        var left = Duration.between(clock.instant(), notBefore).plusMillis(1);
        return left.isNegative() ? Duration.ZERO : left.compareTo(every) < 0 ? left : every;
    }

    private void move(CaptureState next) {
        if (next != state) {
            LOG.info("Capture: {} -> {}", state, next);
        }
        state = state.to(next);
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
        var watching = thread;
        if (watching == null) {
            return;
        }
        try {
            if (!watching.join(properties.closeWithin().plus(every))) {
                LOG.warn("The engine did not end in time; rows not yet marked will be sent again");
                watching.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
