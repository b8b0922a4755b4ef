package dev.colophon.outboxrelay.operate;

import dev.colophon.outboxrelay.relay.RelayProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record of what operators told the relay: written before it is done, ended once, never deleted. */
@Component
class Operations {

    private static final String BEGIN = """
            INSERT INTO outbox_relay.operation (id, command, operator, instance)
            VALUES (:id, :command, :operator, :instance)
            """;
    private static final String END = """
            UPDATE outbox_relay.operation SET outcome = :outcome, detail = :detail, ended_at = clock_timestamp()
             WHERE id = :id AND outcome = 'running'
            """;
    private static final String FIND = """
            SELECT id, command, operator, instance, started_at, ended_at, outcome, detail
              FROM outbox_relay.operation WHERE id = :id
            """;
    private static final int DETAIL_CHARS_MAX = 1_000;

    /** How an operation ended. */
    enum Outcome {
        DONE,
        FAILED,
        REFUSED
    }

    /** One operation as it stands. */
    record Operation(
            UUID id,
            String command,
            String operator,
            String instance,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            String detail) {}

    private final JdbcClient jdbc;
    private final RelayProperties properties;

    Operations(JdbcClient jdbc, RelayProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    void begin(UUID id, String command, String operator) {
        jdbc.sql(BEGIN)
                .param("id", id)
                .param("command", command)
                .param("operator", operator)
                .param("instance", properties.instance())
                .update();
    }

    void end(UUID id, Outcome outcome, String detail) {
        jdbc.sql(END)
                .param("id", id)
                .param("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .param("detail", detail.substring(0, Math.min(detail.length(), DETAIL_CHARS_MAX)))
                .update();
    }

    Optional<Operation> find(UUID id) {
        return jdbc.sql(FIND).param("id", id).query(Operations::operation).optional();
    }

    private static Operation operation(ResultSet row, int number) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Operation(
                row.getObject("id", UUID.class),
                row.getString("command"),
                row.getString("operator"),
                row.getString("instance"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("outcome"),
                row.getString("detail"));
    }
}
