package dev.colophon.outboxrelay.guard;

import dev.colophon.outboxrelay.relay.Topics;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A row that must come out of Kafka, sent down the very road that stories take. It also keeps the slot moving while the
 * outboxes are idle and other tables are not. It says what it saw committed: all of that is ahead of it on the road.
 */
@Component
public class Canary {

    private static final String LET_GO = """
            INSERT INTO outbox_relay.outbox (id, topic, message_key, type, source, sequence, occurred_at, payload)
            VALUES (:id, :topic, 'canary', 'dev.colophon.relay.canary.v1', '/colophon/outbox-relay',
                    nextval('outbox_relay.canary_sequence'), :at,
                    json_build_object('snapshot', pg_current_snapshot()::text, 'oldestTransaction',
                                      CAST(:oldest AS timestamptz))::text)
            """;
    private static final String SWEEP = "DELETE FROM outbox_relay.outbox WHERE occurred_at < :before";
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

    private final JdbcClient jdbc;
    private final OldestTransaction oldestTransaction;
    private final GuardProperties properties;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    Canary(
            JdbcClient jdbc,
            OldestTransaction oldestTransaction,
            GuardProperties properties,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.jdbc = jdbc;
        this.oldestTransaction = oldestTransaction;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
    }

    /** Lets one go and sweeps the old ones; a failure shows by itself, as a canary that grows old. */
    public void letGo() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        try {
            var oldest = oldestTransaction.began();
            jdbc.sql(LET_GO)
                    .param("oldest", oldest)
                    .param("id", ids.get())
                    .param("topic", Topics.CANARY)
                    .param("at", now)
                    .update();
            jdbc.sql(SWEEP).param("before", now.minus(properties.canaryKept())).update();
        } catch (DataAccessException e) {
            LOG.warn("No canary was let go; readiness falls if this lasts: {}", e.getMessage());
        }
    }
}
