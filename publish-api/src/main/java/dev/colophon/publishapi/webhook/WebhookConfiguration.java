package dev.colophon.publishapi.webhook;

import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhooks are found by the names that this machine's resolver knows. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    Destinations webhookDestinations(WebhookProperties properties) {
        return new Destinations(properties.ownHosts(), SystemDefaultDnsResolver.INSTANCE);
    }
}
