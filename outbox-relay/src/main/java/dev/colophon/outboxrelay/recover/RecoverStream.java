package dev.colophon.outboxrelay.recover;

import dev.colophon.outboxrelay.guard.RelayGuard;
import dev.colophon.outboxrelay.guard.RelayLock;
import dev.colophon.outboxrelay.reconcile.ResendMissing;
import dev.colophon.outboxrelay.reconcile.Resent;
import dev.colophon.outboxrelay.reconcile.Scope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes a broken stream whole. What is committed before the new slot stands is in the outboxes and is sent from there, if it
 * is not in Kafka yet; what is committed after comes through the slot, and no engine reads that before the rest is sent: so
 * nothing is lost, and nothing new of a key overtakes what was left out. Runs while no engine does.
 */
@Component
public class RecoverStream {

    private static final String BEGIN = """
            INSERT INTO outbox_relay.recovery (operation) VALUES (:operation)
            ON CONFLICT (only_one) DO UPDATE SET operation = excluded.operation, since = clock_timestamp()
            """;
    private static final String FORGET_POSITION = "DELETE FROM outbox_relay.stream_offset";
    private static final String NOW = "SELECT clock_timestamp()";
    private static final String END = "DELETE FROM outbox_relay.recovery";
    private static final Logger LOG = LoggerFactory.getLogger(RecoverStream.class);

    private final RelayGuard guard;
    private final RelayLock lock;
    private final Slot slot;
    private final ResendMissing resendMissing;
    private final JdbcClient jdbc;

    RecoverStream(RelayGuard guard, RelayLock lock, Slot slot, ResendMissing resendMissing, JdbcClient jdbc) {
        this.guard = guard;
        this.lock = lock;
        this.slot = slot;
        this.resendMissing = resendMissing;
        this.jdbc = jdbc;
    }

    /**
     * Recovers, or says why not.
     *
     * @throws NothingToRecoverException if the guard has nothing against the slot: a sound one is never thrown away
     * @throws IllegalStateException if a step failed; the relay then refuses to stream until a recovery has ended
     */
    public Resent run(UUID operation) throws InterruptedException {
        if (!guard.inspect(false).asksForRecovery()) {
            throw new NothingToRecoverException();
        }
        jdbc.sql(BEGIN).param("operation", operation).update();
        LOG.warn("Recovery {}: a new slot is made, and what never came out of the old one is sent again", operation);
        slot.remake(lock::hold);
        jdbc.sql(FORGET_POSITION).update();
        var slotStands = jdbc.sql(NOW).query(OffsetDateTime.class).single().toInstant();
        var resent = resendMissing.within(new Scope(Instant.EPOCH, slotStands, null), lock::hold);
        jdbc.sql(END).update();
        LOG.warn("Recovery {} is done: {}", operation, resent);
        return resent;
    }
}
