package dev.colophon.benchmark.relay;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * An outbox that a contender drains; every one has the same columns, constraints and indexes (docs/contracts).
 *
 * @param name with its schema
 * @param role that writes it
 * @param topic that its rows are for
 */
record OutboxTable(String name, String role, String topic) {

    private static final String COLUMNS = """
            CREATE TABLE IF NOT EXISTS {table} (
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

    /** The relay's own road: the outbox of publish-api. */
    static final OutboxTable OF_COLOPHON =
            new OutboxTable("publish_api.outbox", "publish_api", "publishing.requests.v1");

    /** A rival's, with a topic of its own; in no publication but its own. */
    static OutboxTable ofRival(String rival) {
        return new OutboxTable(
                Ground.RIVALS + ".outbox_" + rival.replace('-', '_'), Ground.RIVALS, "benchmark." + rival);
    }

    /** By its owner; the index by age is what enrolment gives the outboxes of the services. */
    void make(Connection owner) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(COLUMNS.replace("{table}", name));
            statement.execute("CREATE INDEX IF NOT EXISTS %s_by_age ON %s (created_at)"
                    .formatted(name.substring(name.indexOf('.') + 1), name));
        }
    }
}
