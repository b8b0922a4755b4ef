package dev.colophon.benchmark.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Rows of an outbox, written as a service writes them. */
final class OutboxRows implements Rows {

    private static final String INSERT = """
            INSERT INTO {table} (id, topic, message_key, type, source, sequence, occurred_at, payload)
            VALUES (?, ?, ?, 'dev.colophon.publication.requested.v1', '/colophon/publish-api', ?, ?, ?)
            """;
    private static final OffsetDateTime OCCURRED = OffsetDateTime.of(2026, 3, 1, 8, 15, 30, 120_000, ZoneOffset.UTC);

    private final Connection connection;
    private final PreparedStatement insert;
    private final OutboxTable table;
    private final Supplier<UUID> ids;
    private final Payload payload;

    OutboxRows(Connection connection, OutboxTable table, RandomGenerator random) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.ids = () -> new UUID(random.nextLong(), random.nextLong());
        this.payload = new Payload(random);
        connection.setAutoCommit(false);
        insert = connection.prepareStatement(INSERT.replace("{table}", table.name()));
    }

    @Override
    public void one(int row) throws SQLException {
        some(row, 1);
    }

    @Override
    public void some(int first, int count) throws SQLException {
        for (var row = first; row < first + count; row++) {
            insert.setObject(1, ids.get());
            insert.setString(2, table.topic());
            insert.setString(3, "publication-" + row % Journal.KEYS);
            insert.setLong(4, row / Journal.KEYS + 1L);
            insert.setObject(5, OCCURRED);
            insert.setString(6, payload.of(row));
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
