package dev.colophon.wordpresspublisher.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch cannot be taken in: it is tried again for ever, with pauses, while the consumer stays in its
 * group. Spring's own default would log and skip. Unreadable records never come here; the inbox has dealt with them.
 */
@Configuration(proxyBeanMethods = false)
class KafkaErrorHandling {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaErrorHandling.class);

    @Bean
    DefaultErrorHandler errorHandler(DeadLetters deadLetters) {
        var pause = new ExponentialBackOff(500, 2);
        pause.setMaxInterval(10_000);
        pause.setMaxElapsedTime(Long.MAX_VALUE);
        var handler = new DefaultErrorHandler(recoverer(deadLetters), pause);
        handler.setRetryListeners((record, failed, attempt) -> LOG.warn(
                "INBOX_WAITS attempt {}: {}. The batch is kept and tried again; nothing is skipped.",
                attempt,
                String.valueOf(failed == null ? null : NestedExceptionUtils.getMostSpecificCause(failed))));
        return handler;
    }

    private static ConsumerRecordRecoverer recoverer(DeadLetters deadLetters) {
        return (record, failed) -> deadLetters.send(bytes(record), failed);
    }

    private static ConsumerRecord<byte[], byte[]> bytes(ConsumerRecord<?, ?> record) {
        var copy = new ConsumerRecord<>(
                record.topic(), record.partition(), record.offset(), bytes(record.key()), bytes(record.value()));
        record.headers().forEach(copy.headers()::add);
        return copy;
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : String.valueOf(value).getBytes(UTF_8);
    }
}
