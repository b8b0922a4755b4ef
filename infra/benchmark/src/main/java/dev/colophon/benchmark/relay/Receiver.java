package dev.colophon.benchmark.relay;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A subscriber: writes into the journal when each row came out of Kafka. Reads one topic from its end at the start on. */
final class Receiver implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] HEAD = {'{', '"', 'n', '"', ':'};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Journal journal;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    private Receiver(String bootstrapServers, String topic, Journal journal) {
        this.journal = journal;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false, "max.poll.records", 2000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("receiver").unstarted(this::receive);
    }

    static Receiver start(String bootstrapServers, String topic, Journal journal) {
        var receiver = new Receiver(bootstrapServers, topic, journal);
        receiver.thread.start();
        return receiver;
    }

    private void receive() {
        try (consumer) {
            while (!stopped) {
                var records = consumer.poll(POLL);
                var now = System.nanoTime();
                records.forEach(record -> journal.arrived(row(record.value()), now));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The number at the head of the payload, wherever a contender has put that into its message. */
    static int row(byte[] message) {
        var at = indexOfHead(message);
        var row = 0;
        for (var i = at; i < message.length && message[i] >= '0' && message[i] <= '9'; i++) {
            row = row * 10 + message[i] - '0';
        }
        return row;
    }

    private static int indexOfHead(byte[] message) {
        for (var i = 0; i + HEAD.length < message.length; i++) {
            if (java.util.Arrays.equals(message, i, i + HEAD.length, HEAD, 0, HEAD.length)) {
                return i + HEAD.length;
            }
        }
        throw new IllegalStateException("a message without a row's number: " + message.length + " bytes");
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var seen = failure;
        if (seen != null) {
            throw new IllegalStateException("the receiver failed", seen);
        }
    }
}
