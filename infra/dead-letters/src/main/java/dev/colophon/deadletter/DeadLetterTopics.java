package dev.colophon.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter topics of this service, read when somebody asks: in no group, so that no offset moves, and within a bound of time,
 * records and bytes. One reader at a time.
 */
public final class DeadLetterTopics {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int POLLS_MAX = 40;

    private final Supplier<Map<String, Object>> consumer;
    private final List<String> topics;
    private final int answerMsMax;

    /**
     * @param consumer settings of the service's own consumer: whose group a letter is of
     * @param topics that its letters are in
     * @param answer the longest that Kafka may take for each question
     */
    public DeadLetterTopics(Supplier<Map<String, Object>> consumer, List<String> topics, Duration answer) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.answerMsMax = Math.toIntExact(answer.toMillis());
    }

    /**
     * A page of letters.
     *
     * @param next of the page after it; empty if there is none
     */
    record Page(List<Letter> letters, Optional<Cursor> next) {}

    /**
     * The newest letters of this service before the cursor, newest first; without their values.
     *
     * @throws DeadLetterRefused if Kafka does not answer
     */
    synchronized Page page(Cursor cursor, int limit) {
        return reading((kafka, group) -> {
            var windows = new ArrayList<Window>();
            for (var topic : topics) {
                var partitions = kafka.partitionsFor(topic).stream()
                        .map(one -> new TopicPartition(topic, one.partition()))
                        .toList();
                var ends = kafka.endOffsets(partitions);
                kafka.beginningOffsets(partitions)
                        .forEach((partition, first) -> windows.add(Window.before(
                                partition,
                                first,
                                Math.min(
                                        cursor.before().getOrDefault(partition, Long.MAX_VALUE),
                                        ends.getOrDefault(partition, first)),
                                limit)));
            }
            read(kafka, group, windows);
            return Window.newest(windows, limit);
        });
    }

    /** The letter at that place, if there is one of this service. */
    synchronized Optional<Letter> find(Place place) {
        if (!topics.contains(place.topic())) {
            return Optional.empty();
        }
        return reading((kafka, group) -> {
            if (!isWithin(kafka, place)) {
                return Optional.empty();
            }
            var window = new Window(place.topicPartition(), place.offset(), place.offset(), place.offset() + 1);
            window.keepValues();
            read(kafka, group, List.of(window));
            return window.letters().stream().findFirst();
        });
    }

    /** The record at that place of any topic, if there is one. */
    synchronized Optional<ConsumerRecord<byte[], byte[]>> record(Place place) {
        return reading((kafka, _) -> {
            if (!isWithin(kafka, place)) {
                return Optional.empty();
            }
            var partition = place.topicPartition();
            kafka.assign(List.of(partition));
            kafka.seek(partition, place.offset());
            for (var polls = 0; polls < POLLS_MAX; polls++) {
                var found = kafka.poll(POLL).records(partition);
                if (!found.isEmpty()) {
                    return Optional.of(found.getFirst()).filter(record -> record.offset() == place.offset());
                }
                if (kafka.position(partition) > place.offset()) {
                    return Optional.empty();
                }
            }
            throw unreachable("Kafka does not hand the letter's origin out in time.", null);
        });
    }

    private static boolean isWithin(Consumer<byte[], byte[]> kafka, Place place) {
        var partition = place.topicPartition();
        return place.partition() < kafka.partitionsFor(place.topic()).size()
                && place.offset() >= kafka.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L)
                && place.offset() < kafka.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private static void read(Consumer<byte[], byte[]> kafka, String group, List<Window> windows) {
        var open = new HashMap<TopicPartition, Window>();
        windows.stream().filter(window -> !window.isEmpty()).forEach(window -> open.put(window.partition(), window));
        kafka.assign(open.keySet());
        open.forEach((partition, window) -> kafka.seek(partition, window.from()));
        for (var polls = 0; !open.isEmpty(); polls++) {
            if (polls == POLLS_MAX) {
                throw unreachable("Kafka does not hand the letters out in time.", null);
            }
            for (var record : kafka.poll(POLL)) {
                var window = open.get(new TopicPartition(record.topic(), record.partition()));
                var letter = Letter.of(record);
                if (window != null && letter.isOf(group)) {
                    window.take(letter);
                }
            }
            var done = open.values().stream()
                    .filter(window -> kafka.position(window.partition()) >= window.to())
                    .map(Window::partition)
                    .toList();
            kafka.pause(done);
            open.keySet().removeAll(done);
        }
    }

    private <T> T reading(Reading<T> reading) {
        var settings = new HashMap<>(consumer.get());
        var group = String.valueOf(settings.get(ConsumerConfig.GROUP_ID_CONFIG));
        try (var kafka = new KafkaConsumer<byte[], byte[]>(ofNoGroup(settings))) {
            return reading.of(kafka, group);
        } catch (KafkaException e) {
            throw unreachable(
                    "Kafka does not answer, or refuses: " + e.getClass().getSimpleName() + ".", e);
        }
    }

    private Map<String, Object> ofNoGroup(Map<String, Object> settings) {
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        settings.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        settings.merge(CommonClientConfigs.CLIENT_ID_CONFIG, "", (id, _) -> id + "-dead-letters");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, answerMsMax);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, answerMsMax);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private static DeadLetterRefused unreachable(String detail, @Nullable Throwable cause) {
        return new DeadLetterRefused(DeadLetterRefused.Code.DEAD_LETTERS_UNREACHABLE, detail, cause);
    }

    private interface Reading<T> {
        T of(Consumer<byte[], byte[]> kafka, String group);
    }
}
