package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.measure.Progress;
import java.nio.ByteBuffer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.postgresql.PGConnection;

/**
 * What no relay can exceed: the logical stream read by nothing but pgjdbc, and the producer fed from memory. Each is done
 * twice, and the second time counts.
 *
 * @param streamRowsPerSecond inserts read from a slot with pgoutput
 * @param producerRowsPerSecond records of the same size, acknowledged by all in-sync replicas
 */
record Ceilings(double streamRowsPerSecond, double producerRowsPerSecond) {

    private static final byte INSERT = 'I';
    private static final int IN_FLIGHT_MAX = 20_000;
    private static final long READ_NANOS_MAX = 60_000_000_000L;
    private static final long SEED = 1;

    static Ceilings measure(Ground ground, Size size, Progress progress) throws SQLException {
        progress.say("ceilings: the stream alone, the producer alone");
        var measured = new Ceilings(stream(ground, size.rows()), producer(ground, size.rows()));
        progress.say("ceilings: stream %,.0f rows/s, producer %,.0f rows/s"
                .formatted(measured.streamRowsPerSecond(), measured.producerRowsPerSecond()));
        return measured;
    }

    double lower() {
        return Math.min(streamRowsPerSecond, producerRowsPerSecond);
    }

    private static double stream(Ground ground, int rows) throws SQLException {
        var table = OutboxTable.ofRival("stream-alone");
        ground.makeForRival(table, true);
        var journal = new Journal(rows);
        try (var loader = new Loader(new OutboxRows(ground.connection(table), table, new Random(SEED)), journal)) {
            loader.backlog(rows);
        }
        // Nothing is confirmed, so the second reading is of the same rows.
        readStream(ground, table, rows);
        var seconds = readStream(ground, table, rows);
        ground.clear(table, true);
        return rows / seconds;
    }

    private static double readStream(Ground ground, OutboxTable table, int rows) throws SQLException {
        var login = new Properties();
        login.setProperty("user", table.role());
        login.setProperty("password", ground.postgres().password());
        login.setProperty("replication", "database");
        login.setProperty("preferQueryMode", "simple");
        login.setProperty("assumeMinServerVersion", "17");
        try (var connection = DriverManager.getConnection(ground.postgres().jdbcUrl(), login);
                var stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        // Else the driver confirms by itself what was read, and the second reading finds less.
                        .withAutomaticFlush(false)
                        .withSlotName(Ground.slot(table))
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", Ground.slot(table))
                        .start()) {
            var startedAt = System.nanoTime();
            for (var read = 0; read < rows; ) {
                var message = stream.readPending();
                if (message != null) {
                    read += isInsert(message) ? 1 : 0;
                } else if (System.nanoTime() - startedAt > READ_NANOS_MAX) {
                    throw new IllegalStateException("only %d of %d rows came out of the slot".formatted(read, rows));
                } else {
                    Thread.onSpinWait();
                }
            }
            return (System.nanoTime() - startedAt) / 1e9;
        }
    }

    private static boolean isInsert(ByteBuffer message) {
        return message.get(message.position()) == INSERT;
    }

    private static double producer(Ground ground, int rows) {
        var topic = "benchmark.producer-alone";
        ground.makeTopic(topic);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                ground.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0,
                "batch.size",
                64 * 1024);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            send(producer, topic, rows);
            return rows / send(producer, topic, rows);
        }
    }

    private static double send(KafkaProducer<String, String> producer, String topic, int rows) {
        var payload = new Payload(new Random(SEED));
        var startedAt = System.nanoTime();
        List<Future<?>> answers = new ArrayList<>();
        for (var row = 0; row < rows; row++) {
            answers.add(
                    producer.send(new ProducerRecord<>(topic, "publication-" + row % Journal.KEYS, payload.of(row))));
            if (answers.size() == IN_FLIGHT_MAX) {
                await(answers);
            }
        }
        await(answers);
        return (System.nanoTime() - startedAt) / 1e9;
    }

    private static void await(List<Future<?>> answers) {
        try {
            for (var answer : answers) {
                answer.get();
            }
            answers.clear();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
