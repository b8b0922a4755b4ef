package dev.colophon.benchmark.rivals.modulith;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes an event in a transaction of its own for each request, and sends again what could not be sent. The registry's row is the
 * outbox; it is sent after the commit by the same process.
 */
@SpringBootApplication
@EnableScheduling
public class ModulithApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ModulithApplication.class, arguments);
    }

    @Bean
    EventExternalizationConfiguration externalization(@Value("${benchmark.topic}") String topic) {
        return EventExternalizationConfiguration.externalizing()
                .select(Written.class::isInstance)
                .route(Written.class, event -> RoutingTarget.forTarget(topic).andKey(event.key()))
                .build();
    }

    /** One transaction for each request, answered once it is committed. */
    @Component
    static class Door {

        private final ApplicationEventPublisher events;
        private final TransactionTemplate transaction;

        private final int port;

        Door(ApplicationEventPublisher events, TransactionTemplate transaction, @Value("${benchmark.port}") int port) {
            this.events = events;
            this.transaction = transaction;
            this.port = port;
        }

        /** An event that is published before the listeners are there would reach nobody, and be in no registry. */
        @EventListener(ApplicationReadyEvent.class)
        void open() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::publish);
            server.start();
        }

        private void publish(HttpExchange exchange) throws IOException {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
                int end = body.indexOf(' ');
                var event = new Written(Integer.parseInt(body.substring(0, end)), body.substring(end + 1));
                transaction.executeWithoutResult(status -> events.publishEvent(event));
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    /** As the reference says for what failed: in batches, with a bound on what is under way. */
    @Component
    static class Again {

        private final IncompleteEventPublications publications;

        Again(IncompleteEventPublications publications) {
            this.publications = publications;
        }

        @Scheduled(fixedDelay = 10)
        void resubmit() {
            publications.resubmitIncompletePublications(ResubmissionOptions.defaults()
                    .withBatchSize(1000)
                    .withMaxInFlight(2000)
                    .withMinAge(Duration.ZERO));
        }
    }
}
