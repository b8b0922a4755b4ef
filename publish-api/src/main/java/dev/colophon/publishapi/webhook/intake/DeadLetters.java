package dev.colophon.publishapi.webhook.intake;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Puts a record that no retry can help where an operator finds it: same partition, key, value and headers, and where it came
 * from. A letter that Kafka has not acknowledged is not sent.
 */
@Component
class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int WAIT_SECONDS_MAX = 30;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String group;

    DeadLetters(KafkaTemplate<byte[], byte[]> kafka, @Value("${spring.kafka.consumer.group-id}") String group) {
        this.kafka = kafka;
        this.group = group;
    }

    /** @throws IllegalStateException if Kafka does not take it in time: then the partition must not move on */
    void send(ConsumerRecord<byte[], byte[]> record, String code, String detail) {
        try {
            kafka.send(addressed(record, code, detail)).get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a dead letter was sent");
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the dead-letter topic did not take a record", failure);
        }
        log.error(
                "{}: record {}-{}@{} cannot be told to webhooks ({}); it is in {}.dlt and the partition moves on. Next: read it"
                        + " there, and mend its producer",
                code,
                record.topic(),
                record.partition(),
                record.offset(),
                detail,
                record.topic());
    }

    private ProducerRecord<byte[], byte[]> addressed(
            ConsumerRecord<byte[], byte[]> record, String code, String detail) {
        var sent = new ProducerRecord<>(
                record.topic() + ".dlt", record.partition(), record.key(), record.value(), record.headers());
        header(sent.headers(), "dlt_original_topic", record.topic());
        header(sent.headers(), "dlt_original_partition", String.valueOf(record.partition()));
        header(sent.headers(), "dlt_original_offset", String.valueOf(record.offset()));
        header(sent.headers(), "dlt_original_timestamp", String.valueOf(record.timestamp()));
        header(sent.headers(), "dlt_original_group", group);
        header(sent.headers(), "dlt_error_code", code);
        header(sent.headers(), "dlt_error_message", detail);
        return sent;
    }

    private static void header(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
