package dev.colophon.outboxrelay.relay;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record of rows that can never be sent. Written before the row is marked as processed: none vanishes unrecorded. */
@Component
class ParkedRows {

    private static final String PARK = """
            INSERT INTO outbox_relay.parked_row (event_id, outbox, topic, message_key, sequence, cause, detail)
            VALUES (:id, :outbox, :topic, :key, :sequence, :cause, :detail)
            ON CONFLICT (event_id) DO NOTHING
            """;
    private static final int DETAIL_CHARS_MAX = 500;
    private static final Logger LOG = LoggerFactory.getLogger(ParkedRows.class);

    private final JdbcClient jdbc;
    private final Progress progress;

    ParkedRows(JdbcClient jdbc, Progress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    void park(OutboxRow row, ParkingCause cause, Throwable failure) {
        var detail = String.valueOf(failure.getMessage());
        var parked = jdbc.sql(PARK)
                .param("id", row.id())
                .param("outbox", row.outbox() + ".outbox")
                .param("topic", row.topic())
                .param("key", row.key())
                .param("sequence", row.sequence())
                .param("cause", cause.name())
                .param("detail", detail.substring(0, Math.min(detail.length(), DETAIL_CHARS_MAX)))
                .update();
        if (parked == 1) {
            progress.parked(row, cause);
            LOG.error(
                    "RELAY_ROW_PARKED: {} is not in Kafka and will not be ({}: {}); later rows flow, its key has a gap."
                            + " See docs/operations/relay.md#relay_row_parked",
                    row,
                    cause,
                    detail);
        }
    }
}
