package dev.colophon.publishapi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Accepts publication jobs over HTTP and hands them on through its outbox, in one transaction. */
@SpringBootApplication
public class PublishApiApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(PublishApiApplication.class, args);
    }
}
