package dev.colophon.wordpresspublisher.health;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Can a request come in now: the consumer runs and has not been stopped by an error that nobody may skip. */
@Component("inboxHealthIndicator")
class InboxHealth implements HealthIndicator {

    private final KafkaListenerEndpointRegistry listeners;

    InboxHealth(KafkaListenerEndpointRegistry listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        MessageListenerContainer inbox = listeners.getListenerContainer("inbox");
        if (inbox == null || !inbox.isRunning()) {
            return Health.down().withDetail("code", "INBOX_STOPPED").build();
        }
        Collection<TopicPartition> partitions = inbox.getAssignedPartitions();
        // Without partitions of its own this instance still works the ledger off: others may hold them all.
        return Health.up()
                .withDetail("partitions", partitions == null ? 0 : partitions.size())
                .build();
    }
}
