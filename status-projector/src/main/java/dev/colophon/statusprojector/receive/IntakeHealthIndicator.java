package dev.colophon.statusprojector.receive;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Up while events can move: both listeners run, have partitions, and their last batch did not fail. */
@Component
class IntakeHealthIndicator implements HealthIndicator {

    private final KafkaListenerEndpointRegistry listeners;
    private final IntakeState state;

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

    private static String condition(MessageListenerContainer listener) {
        if (!listener.isRunning() || !listener.isChildRunning()) {
            return "stopped";
        }
        var assigned = listener.getAssignedPartitions();
        return assigned == null || assigned.isEmpty() ? "without partitions" : "moving";
    }
}
