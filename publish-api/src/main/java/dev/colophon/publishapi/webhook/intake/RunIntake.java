package dev.colophon.publishapi.webhook.intake;

import dev.colophon.publishapi.webhook.WebhookProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the intake of events running, apart from the service's own start: a broker that is away, or whose name nobody knows, is
 * no reason not to accept jobs. Health and readiness do not ask for it.
 */
@Component
public class RunIntake {

    private static final Logger log = LoggerFactory.getLogger(RunIntake.class);

    private final KafkaListenerEndpointRegistry listeners;
    private final IntakeState state;
    private final WebhookProperties properties;

    RunIntake(
            KafkaListenerEndpointRegistry listeners,
            IntakeState state,
            WebhookProperties properties,
            MeterRegistry meters) {
        this.listeners = listeners;
        this.state = state;
        this.properties = properties;
        meters.gauge(
                "colophon.webhooks.intake.running",
                this,
                self -> self.container().isRunning() ? 1 : 0);
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT10S")
    void keepRunning() {
        if (properties.possible() && !properties.paused()) {
            startUnlessRunning();
        }
    }

    /** Starts the intake unless it runs, or has stopped for a reason that no start can mend. */
    public void startUnlessRunning() {
        var container = container();
        if (container.isRunning() || state.lost()) {
            return;
        }
        try {
            container.start();
        } catch (RuntimeException failure) { // Kafka's own, or Spring's around it
            container.stop(); // one of several consumers may have begun
            log.warn(
                    "WEBHOOK_INTAKE_DOWN: no events are taken in for webhooks; jobs are accepted all the same. It is tried again: {}",
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
        }
    }

    private MessageListenerContainer container() {
        return Objects.requireNonNull(listeners.getListenerContainer(EventListener.ID));
    }
}
