package dev.colophon.benchmark.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A subscriber: when it was told that a publication is published. The end of the road, and the measure of it. */
final class Told implements AutoCloseable {

    private static final String TOPIC = "publishing.events.v1";
    private static final String PUBLISHED = "dev.colophon.publication.published.v1";

    private final Map<String, Long> nanos = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, String> consumer;

    Told(String bootstrapServers) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Thread.ofPlatform().name("subscriber").daemon().start(this::listen);
    }

    private void listen() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::hear);
            }
        } catch (WakeupException ended) {
            // closed
        }
    }

    private void hear(ConsumerRecord<String, String> event) {
        var type = event.headers().lastHeader("ce_type");
        if (type != null && PUBLISHED.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            nanos.putIfAbsent(event.key(), System.nanoTime());
            latch(event.key()).countDown();
        }
    }

    private CountDownLatch latch(String publication) {
        return awaited.computeIfAbsent(publication, _ -> new CountDownLatch(1));
    }

    /** {@link System#nanoTime} of the moment in which the subscriber held the event. */
    long await(String publication, Duration atMost) throws InterruptedException {
        if (!latch(publication).await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody was told of " + publication + " within " + atMost);
        }
        return nanos.getOrDefault(publication, 0L);
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
