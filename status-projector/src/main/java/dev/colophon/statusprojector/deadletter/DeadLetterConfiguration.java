package dev.colophon.statusprojector.deadletter;

import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.DeadLetterTopics;
import dev.colophon.statusprojector.project.LogEntry;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this service's letters are. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    private static final List<String> TOPICS = List.of("publishing.receipts.v1.dlt", "publishing.requests.v1.dlt");
    private static final Duration ANSWER = Duration.ofSeconds(5);

    @Bean
    DeadLetterDesk<LogEntry> deadLetterDesk(KafkaProperties kafka, EventLetters letters) {
        return new DeadLetterDesk<>(new DeadLetterTopics(kafka::buildConsumerProperties, TOPICS, ANSWER), letters);
    }
}
