package dev.colophon.statusprojector.receive;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch fails. {@link Intake} has set aside what no retry can help, so what arrives here is a failing
 * database or dead-letter topic: the partitions pause and the same batch is tried again, for as long as it takes. No
 * record is ever skipped.
 */
@Component
class KafkaErrorHandling extends DefaultErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaErrorHandling.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    KafkaErrorHandling(IntakeState state) {
        super(
                (record, e) -> {
                    throw new IllegalStateException("retries have no end, no record is given up", e);
                },
                endlessly());
        setRetryListeners(new Report(state));
    }

    private static ExponentialBackOff endlessly() {
        var pause = new ExponentialBackOff(PAUSE.toMillis(), 2);
        pause.setMaxInterval(PAUSE_MAX.toMillis());
        return pause;
    }

    /** A lost offset is no matter of trying again: what the group has missed, no poll can bring. */
    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        if (thrown instanceof InvalidOffsetException lost) {
            LOG.error(
                    "OFFSETS_LOST: records of {} are gone before they were read; listener {} stops, statuses may lag behind."
                            + " Next: set the group's offsets on purpose, then compare with the ledger",
                    lost.partitions(),
                    container.getListenerId());
            container.stopAbnormally(() -> {});
        } else {
            LOG.warn("Kafka does not answer as it should ({}); the next poll tries again", thrown.toString());
        }
    }

    /** Says what a failing batch means, and shows it in the readiness. */
    private record Report(IntakeState state) implements RetryListener {

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception e, int attempt) {
            state.failed(record.topic(), cause(e));
        }

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception e, int attempt) {
            var topics = records.partitions().stream()
                    .map(TopicPartition::topic)
                    .distinct()
                    .toList();
            topics.forEach(topic -> state.failed(topic, cause(e)));
            LOG.warn(
                    "PROJECTION_STALLED: {} records of {} could not be projected, attempt {} ({}); statuses lag until it succeeds."
                            + " Next: the same batch is tried again by itself",
                    records.count(),
                    topics,
                    attempt,
                    cause(e));
        }

        /** Without the container's own exception around it. */
        private static String cause(@Nullable Exception e) {
            if (e == null) {
                return "unknown";
            }
            return (e.getCause() == null ? e : e.getCause()).toString();
        }
    }
}
