package dev.colophon.wordpresspublisher.inbox;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch cannot be taken in: it is tried again for ever, with pauses, while the consumer stays in its
 * group. Spring's own default would log and skip. Unreadable records never come here; the inbox has dealt with them.
 */
@Component
class KafkaErrorHandling extends DefaultErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaErrorHandling.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    KafkaErrorHandling() {
        super(
                (record, failed) -> {
                    throw new IllegalStateException("retries have no end, no record is given up", failed);
                },
                endlessly());
        setRetryListeners(new Report());
    }

    private static ExponentialBackOff endlessly() {
        var pause = new ExponentialBackOff(PAUSE.toMillis(), 2);
        pause.setMaxInterval(PAUSE_MAX.toMillis());
        pause.setMaxElapsedTime(Long.MAX_VALUE);
        return pause;
    }

    /** A lost offset is no matter of trying again: what the group has missed, no poll can bring. */
    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        if (thrown instanceof InvalidOffsetException lost) {
            LOG.error(
                    "OFFSETS_LOST: requests of {} are gone before they were read; the inbox stops, stories that were accepted may"
                            + " never be visited. See docs/operations/inbox.md#offsets_lost",
                    lost.partitions());
            container.stopAbnormally(() -> {});
        } else {
            LOG.warn("Kafka does not answer as it should ({}); the next poll tries again", thrown.toString());
        }
    }

    /** Says what a failing batch means. */
    private static final class Report implements RetryListener {

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failed, int attempt) {
            tell(1, failed, attempt);
        }

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception failed, int attempt) {
            tell(records.count(), failed, attempt);
        }

        private static void tell(int records, @Nullable Exception failed, int attempt) {
            LOG.warn(
                    "INBOX_WAITS attempt {}: {}. The batch of {} is kept and tried again; nothing is skipped.",
                    attempt,
                    failed == null
                            ? "unknown"
                            : NestedExceptionUtils.getMostSpecificCause(failed).toString(),
                    records);
        }
    }
}
