package dev.colophon.wordpresspublisher.wordpress;

import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sites are found by the names that this machine's resolver knows. */
@Configuration(proxyBeanMethods = false)
class WordPressConfiguration {

    @Bean
    Destinations destinations(WordPressProperties properties) {
        return new Destinations(properties.plainHttpHosts(), SystemDefaultDnsResolver.INSTANCE);
    }
}
