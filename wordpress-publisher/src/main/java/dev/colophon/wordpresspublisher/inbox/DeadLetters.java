package dev.colophon.wordpresspublisher.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends what can never be read to the dead letters, unchanged, with its origin in headers that any viewer shows. Returns
 * only when Kafka has it: the offset of a record that is neither taken in nor kept there is never committed.
 */
@Component
class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int LONGEST_MESSAGE = 500;
    private static final long LONGEST_WAIT_SECONDS = 25;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Counter sent;

    DeadLetters(KafkaTemplate<byte[], byte[]> kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.sent = meters.counter("colophon.inbox.dead.letters");
    }

    void send(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        var letter = new ProducerRecord<byte[], byte[]>(
                record.topic() + ".dlt", record.partition(), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        head(letter, "dlt_original_topic", record.topic());
        head(letter, "dlt_original_partition", Integer.toString(record.partition()));
        head(letter, "dlt_original_offset", Long.toString(record.offset()));
        head(letter, "dlt_original_timestamp", Long.toString(record.timestamp()));
        head(letter, "dlt_original_group", "wordpress-publisher");
        head(letter, "dlt_error_code", "REQUEST_UNREADABLE");
        head(letter, "dlt_error_message", message(cause));
        await(letter);
        sent.increment();
        LOG.error(
                "REQUEST_UNREADABLE {}-{} offset {}: {}. It is kept in {}; the partition moves on. See docs/operations/REQUEST_UNREADABLE.md",
                record.topic(),
                record.partition(),
                record.offset(),
                message(cause),
                letter.topic());
    }

    private void await(ProducerRecord<byte[], byte[]> letter) {
        try {
            kafka.send(letter).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException(
                    "DEAD_LETTERS_UNAVAILABLE: " + letter.topic() + " did not take the record", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped while a dead letter was under way", stopped);
        }
    }

    private static String message(Exception cause) {
        String said = String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return said.length() > LONGEST_MESSAGE ? said.substring(0, LONGEST_MESSAGE) + "…" : said;
    }

    private static void head(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }
}
