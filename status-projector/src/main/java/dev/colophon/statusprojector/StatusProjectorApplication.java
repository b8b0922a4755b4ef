package dev.colophon.statusprojector;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Folds requests and receipts into the one status of each publication. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class StatusProjectorApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("jdk.virtualThreadScheduler.parallelism", "32"); // decision 0010
        SpringApplication.run(StatusProjectorApplication.class, args);
    }
}
