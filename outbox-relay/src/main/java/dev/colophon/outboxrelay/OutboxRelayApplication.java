package dev.colophon.outboxrelay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Streams every outbox row to Kafka, at least once and in order per key. */
@SpringBootApplication
public class OutboxRelayApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(OutboxRelayApplication.class, args);
    }
}
