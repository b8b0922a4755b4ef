package dev.colophon.publishapi;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Accepts publication jobs over HTTP and hands them on through its outbox, in one transaction. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PublishApiApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("jdk.virtualThreadScheduler.parallelism", "32"); // decision 0010
        SpringApplication.run(PublishApiApplication.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }
}
