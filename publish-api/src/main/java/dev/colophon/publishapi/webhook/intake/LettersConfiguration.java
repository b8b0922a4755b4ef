package dev.colophon.publishapi.webhook.intake;

import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.DeadLetterTopics;
import dev.colophon.publishapi.webhook.delivery.ToldEvent;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Where this service's own dead letters are; Kafka has less time than elsewhere, since the page has others to show. */
@Configuration(proxyBeanMethods = false)
class LettersConfiguration {

    private static final List<String> TOPICS = List.of("publishing.events.v1.dlt");
    private static final Duration ANSWER = Duration.ofSeconds(2);

    @Bean
    DeadLetterDesk<ToldEvent> deadLetterDesk(ConsumerFactory<?, ?> consumers, WebhookLetters letters) {
        return new DeadLetterDesk<>(
                new DeadLetterTopics(consumers::getConfigurationProperties, TOPICS, ANSWER), letters);
    }
}
