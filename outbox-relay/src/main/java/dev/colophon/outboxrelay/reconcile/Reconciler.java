package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.RelayLock;
import dev.colophon.outboxrelay.observe.Observer;
import dev.colophon.outboxrelay.observe.SeenCanaries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Decides what counts as missing. A canary that came out of Kafka is the judge: all that was committed before it was ahead of
 * it on the road, and must be out of Kafka too. What the stream has yet to reach is never judged, however old.
 */
@Component
public class Reconciler {

    /** Up to where all is settled by the proofs of this number. */
    private record Settled(long proofs, Instant at) {}

    private final MissingRows missing;
    private final ResendMissing resendMissing;
    private final Observer observer;
    private final SeenCanaries canaries;
    private final RelayLock lock;
    private final ReconcileProperties properties;
    private final InstantSource clock;
    private final Counter passes;
    private final AtomicReference<Settled> settled = new AtomicReference<>(new Settled(0, Instant.EPOCH));
    private final AtomicReference<Instant> lastPass = new AtomicReference<>(Instant.MIN);

    Reconciler(
            MissingRows missing,
            ResendMissing resendMissing,
            Observer observer,
            SeenCanaries canaries,
            RelayLock lock,
            ReconcileProperties properties,
            InstantSource clock,
            MeterRegistry meters) {
        this.missing = missing;
        this.resendMissing = resendMissing;
        this.observer = observer;
        this.canaries = canaries;
        this.lock = lock;
        this.properties = properties;
        this.clock = clock;
        this.passes = meters.counter("colophon.relay.reconcile.passes");
    }

    /** Looks at what the last pass could not settle yet; at everything, the first time and once its proofs were given up. */
    public Optional<Resent> pass() throws InterruptedException {
        return pass(this::settled);
    }

    /** Looks at every row. */
    public Resent passOverAll() throws InterruptedException {
        return pass(() -> Instant.EPOCH).orElse(Resent.NOTHING);
    }

    /** The number of the proofs is read first: of proofs that go meanwhile, nothing is settled. */
    private synchronized Optional<Resent> pass(Supplier<Instant> from) throws InterruptedException {
        var proofs = observer.proofs();
        var judge = canaries.newestSeenUntil(clock.instant().minus(properties.after()))
                .flatMap(missing::judge)
                .orElse(null);
        if (judge == null) {
            return Optional.empty();
        }
        var resent = resendMissing.within(
                new Scope(from.get(), judge.createdAt(), judge.snapshot()), () -> lock.state() == RelayLock.State.HELD);
        settled.set(new Settled(proofs, judge.oldestTransaction()));
        lastPass.set(clock.instant());
        passes.increment();
        return Optional.of(resent);
    }

    /** Every row that was created before is in Kafka, parked, or not committed. */
    Instant settled() {
        var known = settled.get();
        return known.proofs() == observer.proofs() ? known.at() : Instant.EPOCH;
    }

    /** When the last pass ended well; {@link Instant#MIN} before the first. */
    Instant lastPass() {
        return lastPass.get();
    }
}
