package dev.colophon.publishapi.site;

import dev.colophon.publishapi.seal.Envelope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one keyset also seals what other steps must keep secret, each bound to what it belongs to. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

    @Bean
    Envelope envelope(SiteProperties properties) {
        return Envelope.of(properties.keyset());
    }
}
