package dev.colophon.wordpresspublisher.health;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Can a request come in now: the consumer runs and has not been stopped by an error that nobody may skip, nor refused by Kafka. */
@Component("inboxHealthIndicator")
class InboxHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(InboxHealth.class);

    private final KafkaListenerEndpointRegistry listeners;
    private volatile boolean refused;

    InboxHealth(KafkaListenerEndpointRegistry listeners) {
        this.listeners = listeners;
    }

    @EventListener
    void refused(ConsumerRetryAuthEvent event) {
        refused = true;
        LOG.error(
                "KAFKA_REFUSED: {} of the inbox; nothing is skipped, it is tried again. Next: look at the user's password"
                        + " and rights (infra/kafka/users.json)",
                event.getReason());
    }

    @EventListener
    void takenAgain(ConsumerRetryAuthSuccessfulEvent event) {
        refused = false;
        LOG.info("Kafka takes the inbox again");
    }

    @Override
    public Health health() {
        MessageListenerContainer inbox = listeners.getListenerContainer("inbox");
        if (inbox == null || !inbox.isRunning()) {
            return Health.down().withDetail("code", "INBOX_STOPPED").build();
        }
        if (refused) {
            return Health.down().withDetail("code", "KAFKA_REFUSED").build();
        }
        Collection<TopicPartition> partitions = inbox.getAssignedPartitions();
        // Without partitions of its own this instance still works the ledger off: others may hold them all.
        return Health.up()
                .withDetail("partitions", partitions == null ? 0 : partitions.size())
                .build();
    }
}
