package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.GuardProperties;
import dev.colophon.outboxrelay.observe.Observer;
import dev.colophon.outboxrelay.relay.RowSender;
import dev.colophon.outboxrelay.relay.RowSenders;
import dev.colophon.outboxrelay.relay.SendTurn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what is missing again, with the ids that it has always had. From the first missing row of a key on, every later one
 * goes out once more behind it: order per key is kept, and the last word on a key stays the last.
 */
@Component
public class ResendMissing {

    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ResendMissing.class);

    /** Asked between two turns, so that a relay that may no longer send stops. */
    @FunctionalInterface
    public interface MaySend {
        boolean now();
    }

    private final MissingRows missing;
    private final Observer observer;
    private final RowSenders senders;
    private final SendTurn turn;
    private final ReconcileProperties properties;
    private final List<String> outboxes;
    private final MeterRegistry meters;

    ResendMissing(
            MissingRows missing,
            Observer observer,
            RowSenders senders,
            SendTurn turn,
            ReconcileProperties properties,
            GuardProperties guard,
            MeterRegistry meters) {
        this.missing = missing;
        this.observer = observer;
        this.senders = senders;
        this.turn = turn;
        this.properties = properties;
        this.outboxes = guard.outboxesOfServices();
        this.meters = meters;
        outboxes.forEach(this::resentRows); // told from the start
    }

    /**
     * Finds and sends. Nothing is judged before all of Kafka has been read back.
     *
     * @throws IllegalStateException if Kafka cannot be read to its end in time, or rows stay unseen after they were sent
     */
    public Resent within(Scope scope, MaySend maySend) throws InterruptedException {
        var proofs = new ProofsInUse(maySend);
        var resent = Resent.NOTHING;
        for (var outbox : outboxes) {
            resent = resent.and(ofOutbox(outbox, scope, proofs));
        }
        return resent;
    }

    private Resent ofOutbox(String outbox, Scope scope, ProofsInUse proofs) throws InterruptedException {
        var resent = Resent.NOTHING;
        var first = missing.first(outbox, scope);
        while (first.isPresent()) {
            var end = first.get().plus(properties.window());
            resent = resent.and(ofWindow(outbox, scope.between(first.get(), end), proofs));
            first = missing.first(outbox, new Scope(end, scope.to(), scope.snapshot()));
        }
        return resent;
    }

    private Resent ofWindow(String outbox, Scope window, ProofsInUse proofs) throws InterruptedException {
        var resent = Resent.NOTHING;
        List<Hole> before = List.of();
        var holes = proofs.holes(outbox, window);
        while (!holes.isEmpty()) {
            if (holes.equals(before)) {
                throw new IllegalStateException(
                        "RELAY_ROWS_UNSEEN: rows of %d keys of %s were sent and not seen in Kafka"
                                .formatted(holes.size(), outbox));
            }
            resent = resent.and(fill(holes, proofs.maySend));
            proofs.catchUp();
            before = holes;
            holes = proofs.holes(outbox, window);
        }
        return resent;
    }

    private Resent fill(List<Hole> holes, MaySend maySend) throws InterruptedException {
        var rows = 0;
        try (var sender = senders.openSender()) {
            for (var from = 0; from < holes.size(); from += properties.keysMax()) {
                require(maySend);
                var keys = holes.subList(from, Math.min(holes.size(), from + properties.keysMax()));
                rows += fillInOneTurn(keys, sender);
            }
        }
        var outbox = holes.getFirst().outbox();
        resentRows(outbox).increment(rows);
        LOG.error(
                "RELAY_ROWS_MISSING: {} keys of {} had rows that were not in Kafka; {} rows were sent again."
                        + " See docs/operations/relay.md#relay_rows_missing",
                holes.size(),
                outbox,
                rows);
        return new Resent(holes.size(), rows);
    }

    private Counter resentRows(String outbox) {
        return meters.counter("colophon.relay.rows.resent", "outbox", outbox);
    }

    /** The stream waits until the last row of these keys is acknowledged. */
    private int fillInOneTurn(List<Hole> keys, RowSender sender) throws InterruptedException {
        var sent = new ArrayList<Integer>();
        turn.take(() -> {
            var page = missing.rows(keys, 0, 0, properties.rowsMax());
            while (!page.isEmpty()) {
                sender.sendAll(page.stream().map(MissingRows.Placed::row).toList());
                sent.add(page.size());
                var last = page.getLast();
                page = missing.rows(keys, last.place(), last.row().sequence(), properties.rowsMax());
            }
        });
        return sent.stream().mapToInt(Integer::intValue).sum();
    }

    /** The proofs that one pass judges by: complete, or else nearly every row would be missing. */
    private final class ProofsInUse {

        private final MaySend maySend;
        private long number;

        ProofsInUse(MaySend maySend) {
            this.maySend = maySend;
            catchUp();
        }

        /** Looked for again if the proofs were given up meanwhile. */
        List<Hole> holes(String outbox, Scope window) {
            var holes = missing.holes(outbox, window, properties.holesMax());
            while (number != observer.proofs()) {
                catchUp();
                holes = missing.holes(outbox, window, properties.holesMax());
            }
            return holes;
        }

        /** In slices, so that the one who may send is seen to be alive meanwhile. */
        void catchUp() {
            for (var left = properties.catchUpWithin(); left.isPositive(); left = left.minus(SLICE)) {
                require(maySend);
                number = observer.proofs();
                if (observer.catchUp(SLICE)) {
                    return;
                }
            }
            throw new IllegalStateException("Kafka could not be read back to its end in " + properties.catchUpWithin());
        }
    }

    private static void require(MaySend maySend) {
        if (!maySend.now()) {
            throw new IllegalStateException(
                    "RELAY_STANDBY: this relay does not hold the lock (any more): it sends nothing");
        }
    }
}
