package dev.colophon.outboxrelay.intake;

import dev.colophon.outboxrelay.guard.RelayLock;
import dev.colophon.outboxrelay.guard.WalRoom;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Says in the database whether the door should take in new work: publish-api reads it there, and needs neither Kafka nor this
 * relay to know. A lost slot sheds nothing: the rows are in their outboxes and are sent from there.
 */
@Component
class Intake {

    private static final String STATE = "SELECT state FROM outbox_relay.intake";
    private static final String SAY = """
            INSERT INTO outbox_relay.intake AS known (state, since, why, retry_after_seconds)
            VALUES (:state, clock_timestamp(), :why, :retryAfter)
            ON CONFLICT (only_one) DO UPDATE SET state = excluded.state, since = excluded.since, why = excluded.why,
              retry_after_seconds = excluded.retry_after_seconds WHERE known.state <> excluded.state
            """;
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final JdbcClient jdbc;
    private final WalRoom room;
    private final RelayLock lock;
    private final IntakeProperties properties;
    private volatile IntakeState latest = IntakeState.OPEN;
    private boolean warned;

    Intake(JdbcClient jdbc, WalRoom room, RelayLock lock, IntakeProperties properties, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.room = room;
        this.lock = lock;
        this.properties = properties;
        Gauge.builder("colophon.relay.intake.shed", () -> latest == IntakeState.SHED ? 1 : 0)
                .description("1 while the door is asked to refuse new work")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${colophon.guard.every:2s}")
    void look() {
        if (lock.state() != RelayLock.State.HELD) {
            return;
        }
        try {
            var left = room.left().orElse(1.0);
            warn(left);
            say(known().next(left, properties), left);
        } catch (DataAccessException e) {
            LOG.debug("What the slot can bear cannot be asked, or not be said; the last word stands", e);
        }
    }

    private IntakeState known() {
        return jdbc.sql(STATE)
                .query(String.class)
                .optional()
                .map(word -> IntakeState.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(IntakeState.OPEN);
    }

    private void say(IntakeState state, double left) {
        var why = state == IntakeState.SHED
                ? "RELAY_WAL_FILLING: %.0f %% of the WAL that the slot may hold back is left".formatted(left * 100)
                : "enough WAL is left for the slot";
        var changed = jdbc.sql(SAY)
                .param("state", state.word())
                .param("why", why)
                .param("retryAfter", Math.toIntExact(properties.retryAfter().toSeconds()))
                .update();
        if (changed == 1 && state != latest) {
            LOG.error("Intake is {}: {}. See docs/operations/relay.md#relay_wal_filling", state.word(), why);
        }
        latest = state;
    }

    private void warn(double left) {
        var low = left < properties.warnBelow();
        if (low && !warned) {
            LOG.warn(
                    "RELAY_WAL_FILLING: {} % of the WAL that the slot may hold back is left; below {} % new work is refused",
                    Math.round(left * 100), Math.round(properties.shedBelow() * 100));
        }
        warned = low;
    }
}
