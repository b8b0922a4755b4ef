package dev.colophon.wordpresspublisher;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Publishes each story to WordPress exactly once and records what it saw as receipts. */
@SpringBootApplication
public class WordPressPublisherApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("jdk.virtualThreadScheduler.parallelism", "32"); // decision 0010
        SpringApplication.run(WordPressPublisherApplication.class, args);
    }
}
