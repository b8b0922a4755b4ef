package dev.colophon.benchmark.poller;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Takes up to a thousand rows with SKIP LOCKED, sends them, waits for every acknowledgement, deletes them, commits; rests for
 * ten milliseconds when it found none. Arguments: JDBC URL, user, table, bootstrap servers; the password is in PGPASSWORD.
 *
 * <p>Its order is that of created_at, which is not the order of commits: with several writers rows of a key may swap.
 */
public final class PollerMain {

    private static final int BATCH = 1000;
    private static final long REST_NANOS = 10_000_000;
    private static final String TAKE = """
            SELECT id, topic, message_key, type, source, sequence, occurred_at, payload FROM {table}
             ORDER BY created_at, id LIMIT {batch} FOR UPDATE SKIP LOCKED
            """;
    private static final String DELETE = "DELETE FROM {table} WHERE id = ANY (?)";

    private PollerMain() {}

    public static void main(String[] arguments) throws Exception {
        var table = arguments[2];
        try (var connection = DriverManager.getConnection(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
                var take = connection.prepareStatement(
                        TAKE.replace("{table}", table).replace("{batch}", String.valueOf(BATCH)));
                var delete = connection.prepareStatement(DELETE.replace("{table}", table));
                var producer = producer(arguments[3])) {
            connection.setAutoCommit(false);
            while (!Thread.currentThread().isInterrupted()) {
                if (!moveSome(connection, take, delete, producer)) {
                    LockSupport.parkNanos(REST_NANOS);
                }
            }
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        0,
                        "batch.size",
                        64 * 1024),
                new StringSerializer(),
                new StringSerializer());
    }

    private static boolean moveSome(
            Connection connection,
            PreparedStatement take,
            PreparedStatement delete,
            KafkaProducer<String, String> producer)
            throws SQLException, ExecutionException, InterruptedException {
        var ids = new ArrayList<UUID>();
        var answers = new ArrayList<Future<?>>();
        try (var rows = take.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject("id", UUID.class));
                var message = new ProducerRecord<>(
                        rows.getString("topic"), rows.getString("message_key"), rows.getString("payload"));
                for (var header : List.of("id", "type", "source", "sequence", "occurred_at")) {
                    message.headers().add("ce_" + header, rows.getBytes(header));
                }
                answers.add(producer.send(message));
            }
        }
        for (var answer : answers) {
            answer.get();
        }
        if (!ids.isEmpty()) {
            delete.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            delete.executeUpdate();
        }
        connection.commit();
        return !ids.isEmpty();
    }
}
