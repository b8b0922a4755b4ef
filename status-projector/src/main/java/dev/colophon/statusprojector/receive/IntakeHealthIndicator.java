package dev.colophon.statusprojector.receive;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.KafkaEvent;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Up while events can move: both listeners run, have partitions, their last batch did not fail, and Kafka does not refuse us. */
@Component
class IntakeHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeHealthIndicator.class);

    private final KafkaListenerEndpointRegistry listeners;
    private final IntakeState state;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    IntakeHealthIndicator(KafkaListenerEndpointRegistry listeners, IntakeState state) {
        this.listeners = listeners;
        this.state = state;
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (var listener : listeners.getListenerContainers()) {
            var condition = condition(listener);
            health.withDetail(String.valueOf(listener.getListenerId()), condition);
            if (!condition.equals("moving")) {
                health.down();
            }
        }
        state.failing().forEach((topic, why) -> health.down().withDetail(topic, why));
        return health.build();
    }

    @EventListener
    void refused(ConsumerRetryAuthEvent event) {
        refused.add(idOf(event));
        LOG.error(
                "KAFKA_REFUSED: {} of listener {}; nothing is skipped, it is tried again. Next: look at the user's password"
                        + " and rights (infra/kafka/users.json)",
                event.getReason(),
                idOf(event));
    }

    @EventListener
    void takenAgain(ConsumerRetryAuthSuccessfulEvent event) {
        refused.remove(idOf(event));
        LOG.info("Kafka takes listener {} again", idOf(event));
    }

    private static String idOf(KafkaEvent event) {
        return String.valueOf(event.getContainer(MessageListenerContainer.class).getListenerId());
    }

    private String condition(MessageListenerContainer listener) {
        if (refused.contains(String.valueOf(listener.getListenerId()))) {
            return "KAFKA_REFUSED";
        }
        if (!listener.isRunning() || !listener.isChildRunning()) {
            return "stopped";
        }
        var assigned = listener.getAssignedPartitions();
        return assigned == null || assigned.isEmpty() ? "without partitions" : "moving";
    }
}
