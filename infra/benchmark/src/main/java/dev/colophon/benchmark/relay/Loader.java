package dev.colophon.benchmark.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Writes rows of 1 KB into an outbox, and into the journal when each commit returned. For one thread. */
final class Loader implements AutoCloseable {

    private static final String INSERT = """
            INSERT INTO {table} (id, topic, message_key, type, source, sequence, occurred_at, payload)
            VALUES (?, ?, ?, 'dev.colophon.publication.requested.v1', '/colophon/publish-api', ?, ?, ?)
            """;
    private static final int PAYLOAD_BYTES = 1024;
    private static final int ROWS_PER_TRANSACTION = 100;
    private static final OffsetDateTime OCCURRED = OffsetDateTime.of(2026, 3, 1, 8, 15, 30, 120_000, ZoneOffset.UTC);

    private final Connection connection;
    private final PreparedStatement insert;
    private final OutboxTable table;
    private final Journal journal;
    private final Supplier<UUID> ids;
    private final String filling;
    private int next;

    Loader(Connection connection, OutboxTable table, Journal journal, RandomGenerator random) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.journal = journal;
        this.ids = () -> new UUID(random.nextLong(), random.nextLong());
        this.filling = filling(random);
        connection.setAutoCommit(false);
        insert = connection.prepareStatement(INSERT.replace("{table}", table.name()));
    }

    /** Letters at random, so that nothing on the way gains by compressing them. */
    private static String filling(RandomGenerator random) {
        var letters = new StringBuilder();
        random.ints(PAYLOAD_BYTES, 'a', 'z' + 1).forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }

    /** As fast as it goes, a hundred rows in a transaction. */
    void backlog(int rows) throws SQLException {
        for (var written = 0; written < rows; written += ROWS_PER_TRANSACTION) {
            var some = Math.min(ROWS_PER_TRANSACTION, rows - written);
            for (var i = 0; i < some; i++) {
                add();
            }
            commit();
        }
    }

    /**
     * One row in a transaction, so many a second.
     *
     * @return how many a second it really were
     */
    double steady(int perSecond, int seconds) throws SQLException {
        var rows = perSecond * seconds;
        var startedAt = System.nanoTime();
        for (var row = 0; row < rows; row++) {
            var due = startedAt + row * 1_000_000_000L / perSecond;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            one();
        }
        return rows / ((System.nanoTime() - startedAt) / 1e9);
    }

    void one() throws SQLException {
        add();
        commit();
    }

    private void add() throws SQLException {
        insert.setObject(1, ids.get());
        insert.setString(2, table.topic());
        insert.setString(3, "publication-" + next % Journal.KEYS);
        insert.setLong(4, next / Journal.KEYS + 1L);
        insert.setObject(5, OCCURRED);
        insert.setString(6, payload(next));
        insert.addBatch();
        next++;
    }

    private void commit() throws SQLException {
        insert.executeBatch();
        connection.commit();
        journal.committed(next, System.nanoTime());
    }

    private String payload(int row) {
        return payload(row, filling);
    }

    static String payload(int row, String filling) {
        var head = "{\"n\":" + row + ",\"text\":\"";
        return head + filling.substring(0, PAYLOAD_BYTES - head.length() - 2) + "\"}";
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
