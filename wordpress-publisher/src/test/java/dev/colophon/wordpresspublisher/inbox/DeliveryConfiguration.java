package dev.colophon.wordpresspublisher.inbox;

import dev.colophon.wordpresspublisher.ScriptedCrash;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What tests put beside the service's own beans. */
@TestConfiguration(proxyBeanMethods = false)
public class DeliveryConfiguration {

    @Bean
    Delivery delivery(Inbox inbox) {
        return new Delivery(inbox);
    }

    @Bean
    @Primary
    ScriptedCrash scriptedCrash() {
        return new ScriptedCrash();
    }
}
