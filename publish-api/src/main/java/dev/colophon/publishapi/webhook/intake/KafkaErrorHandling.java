package dev.colophon.publishapi.webhook.intake;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch fails. {@link TakeEvents} has set aside what no retry can help, so what arrives here is a failing
 * database or dead-letter topic: the same batch is tried again, for as long as it takes. No record is ever skipped.
 */
@Component
class KafkaErrorHandling extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(KafkaErrorHandling.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    private final IntakeState state;

    KafkaErrorHandling(IntakeState state) {
        super(
                (_, failure) -> {
                    throw new IllegalStateException("retries have no end, no record is given up", failure);
                },
                endlessly());
        this.state = state;
        setRetryListeners((_, failure, attempt) -> log.warn(
                "WEBHOOK_INTAKE_WAITS attempt {}: {}. The batch is kept and tried again; nothing is skipped.",
                attempt,
                String.valueOf(failure == null ? null : NestedExceptionUtils.getMostSpecificCause(failure))));
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
        if (thrown instanceof InvalidOffsetException lostOffsets) {
            state.offsetsLost();
            log.error(
                    "WEBHOOK_OFFSETS_LOST: events of {} are gone before webhooks were told of them, or the group is new; the intake"
                            + " stops. Next: set the group's offsets on purpose, then restart",
                    lostOffsets.partitions());
            container.stopAbnormally(() -> {});
        } else {
            log.warn("Kafka does not answer as it should ({}); the next poll tries again", thrown.toString());
        }
    }
}
