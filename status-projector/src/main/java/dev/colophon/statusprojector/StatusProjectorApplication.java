package dev.colophon.statusprojector;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Folds requests and receipts into the one status of each publication. */
@SpringBootApplication
public class StatusProjectorApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(StatusProjectorApplication.class, args);
    }
}
