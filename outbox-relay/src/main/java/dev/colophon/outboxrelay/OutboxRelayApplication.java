package dev.colophon.outboxrelay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Streams every outbox row to Kafka, at least once and in order per key. */
@SpringBootApplication
public class OutboxRelayApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("jdk.virtualThreadScheduler.parallelism", "32"); // decision 0010
        SpringApplication.run(OutboxRelayApplication.class, args);
    }
}
