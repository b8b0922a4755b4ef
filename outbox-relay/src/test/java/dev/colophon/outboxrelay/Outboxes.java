package dev.colophon.outboxrelay;

import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outboxes of the three other services, made by their owners as docs/contracts says, divided into days, and written by
 * their roles.
 */
final class Outboxes {

    static final String REQUESTS = "publishing.requests.v1";
    static final List<String> SERVICES = List.of("publish_api", "wordpress_publisher", "status_projector");

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS outbox (
              id          uuid        PRIMARY KEY,
              topic       text        NOT NULL,
              message_key text        NOT NULL CHECK (message_key <> ''),
              type        text        NOT NULL,
              source      text        NOT NULL,
              sequence    bigint      NOT NULL CHECK (sequence > 0),
              occurred_at timestamptz NOT NULL,
              traceparent text,
              payload     text        NOT NULL CHECK (octet_length(payload) <= 900000 AND payload IS JSON),
              created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
              UNIQUE (topic, message_key, sequence)
            )
            """;
    private static final String INSERT = """
            INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload,
                                created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, clock_timestamp()))
            """;

    private static final String UNOBSERVED = """
            SELECT FROM publish_api.outbox o
             WHERE o.message_key = ANY (?)
               AND NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id) LIMIT 1
            """;

    private final PostgresServer postgres;

    Outboxes(PostgresServer postgres) {
        this.postgres = postgres;
    }

    record Row(
            UUID id,
            String topic,
            String key,
            long sequence,
            String payload,
            @Nullable String traceparent) {

        static Row request(String key, long sequence) {
            return new Row(UUID.randomUUID(), REQUESTS, key, sequence, "{\"n\":%d}".formatted(sequence), null);
        }

        static Row request(String key, long sequence, String payload) {
            return new Row(UUID.randomUUID(), REQUESTS, key, sequence, payload, null);
        }
    }

    void make() throws SQLException {
        for (var service : SERVICES) {
            make(service);
        }
    }

    void make(String service) throws SQLException {
        try (var owner = postgres.as(service + "_owner").getConnection();
                var statement = owner.createStatement()) {
            statement.execute(TABLE);
            statement.execute("SELECT outbox_relay.enrol_outbox('%s.outbox')".formatted(service));
            statement.execute("SELECT outbox_relay.divide_outbox('%s.outbox')".formatted(service));
            statement.execute("GRANT SELECT, INSERT ON outbox TO " + service);
        }
    }

    /** As if the row had come past every check at the door. */
    void allowOversize() throws SQLException {
        asSuperuser("ALTER TABLE publish_api.outbox DROP CONSTRAINT IF EXISTS outbox_payload_check");
    }

    /** One transaction. */
    void write(String service, Row... rows) throws SQLException {
        try (var connection = open(service)) {
            for (var row : rows) {
                insert(connection, row);
            }
            connection.commit();
        }
    }

    /** A connection in a transaction of its own, for tests that interleave. */
    Connection open(String service) throws SQLException {
        var connection = postgres.as(service).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    static void insert(Connection connection, Row row) throws SQLException {
        insert(connection, row, null);
    }

    /** As if it had been written at that time. */
    static void insert(Connection connection, Row row, @Nullable OffsetDateTime createdAt) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, row.id());
            insert.setString(2, row.topic());
            insert.setString(3, row.key());
            insert.setString(4, "dev.colophon.publication.requested.v1");
            insert.setString(5, "/colophon/publish-api");
            insert.setLong(6, row.sequence());
            insert.setObject(7, OffsetDateTime.parse("2026-03-01T10:15:30.000120+02:00"));
            insert.setString(8, row.traceparent());
            insert.setString(9, row.payload());
            insert.setObject(10, createdAt, Types.TIMESTAMP_WITH_TIMEZONE);
            insert.executeUpdate();
        }
    }

    /**
     * Whether every row of the keys was seen in Kafka. Who relays into a broker of its own waits for that: the next test's
     * relay would find the rest missing.
     */
    boolean observed(Collection<String> keys) throws SQLException {
        try (var connection = postgres.superuser().getConnection();
                var query = connection.prepareStatement(UNOBSERVED)) {
            query.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (var found = query.executeQuery()) {
                return !found.next();
            }
        }
    }

    /** Of whoever relayed into a broker of its own: up to there nothing was read of the one that the others share. */
    void forgetPositions() throws SQLException {
        asSuperuser("""
                DO $$ BEGIN
                  IF to_regclass('outbox_relay.observed_position') IS NOT NULL THEN
                    DELETE FROM outbox_relay.observed_position;
                  END IF;
                END $$""");
    }

    /** As after Kafka was made anew, or came back without its last records. */
    void readPositionsBeyondTheEnd(String topic) throws SQLException {
        asSuperuser("""
                INSERT INTO outbox_relay.observed_position (topic, kafka_partition, next_offset)
                SELECT '%s', n, 1000000000 FROM generate_series(0, 5) n
                ON CONFLICT (topic, kafka_partition) DO UPDATE SET next_offset = excluded.next_offset
                """.formatted(topic));
    }

    void asSuperuser(String sql) throws SQLException {
        try (var connection = postgres.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
