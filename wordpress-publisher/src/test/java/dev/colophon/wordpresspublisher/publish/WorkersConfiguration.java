package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets a test do the publish loop's part itself. */
@TestConfiguration(proxyBeanMethods = false)
public class WorkersConfiguration {

    @Bean
    Workers workers(
            ClaimDueEntries claimDueEntries, PublishStory publishStory, WorkSignal work, PublishProperties properties) {
        return new Workers(claimDueEntries, publishStory, work, properties);
    }
}
