package dev.colophon.statusprojector.receive;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Puts dead letters where an operator finds them: same partition, key, value and headers, and where they came from in
 * headers that any viewer can show. A letter that Kafka has not acknowledged is not sent.
 */
@Component
class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int MESSAGE_CHARS_MAX = 1_000;
    private static final int WAIT_SECONDS_MAX = 30;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String group;

    DeadLetters(KafkaTemplate<byte[], byte[]> kafka, @Value("${spring.kafka.consumer.group-id}") String group) {
        this.kafka = kafka;
        this.group = group;
    }

    /** @throws DeadLetterNotSent if Kafka does not acknowledge it in time: then the partition must not move on */
    void send(DeadLetter letter) {
        try {
            kafka.send(addressed(letter)).get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadLetterNotSent(e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw new DeadLetterNotSent(e);
        }
        var record = letter.record();
        LOG.error(
                "{}: record {}-{}@{} cannot be projected ({}); it is in {}.dlt and the partition moves on. Next: read it there,"
                        + " mend its producer, and send it again",
                letter.error(),
                record.topic(),
                record.partition(),
                record.offset(),
                letter.message(),
                record.topic());
    }

    private ProducerRecord<byte[], byte[]> addressed(DeadLetter letter) {
        var record = letter.record();
        var sent = new ProducerRecord<>(
                record.topic() + ".dlt", record.partition(), record.key(), record.value(), record.headers());
        header(sent.headers(), "dlt_original_topic", record.topic());
        header(sent.headers(), "dlt_original_partition", String.valueOf(record.partition()));
        header(sent.headers(), "dlt_original_offset", String.valueOf(record.offset()));
        header(sent.headers(), "dlt_original_timestamp", String.valueOf(record.timestamp()));
        header(sent.headers(), "dlt_original_group", group);
        header(sent.headers(), "dlt_error_code", letter.error());
        header(sent.headers(), "dlt_error_message", shortened(letter.message()));
        return sent;
    }

    private static String shortened(@Nullable String message) {
        var text = message == null ? "" : message;
        return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX);
    }

    private static void header(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The dead-letter topic does not take the letter. */
    static final class DeadLetterNotSent extends RuntimeException {

        DeadLetterNotSent(Exception cause) {
            super("the dead-letter topic did not take a record: " + cause.getMessage(), cause);
        }
    }
}
