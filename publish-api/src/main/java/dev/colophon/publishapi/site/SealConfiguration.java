package dev.colophon.publishapi.site;

import com.google.crypto.tink.Aead;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one keyset also seals what other steps must keep secret, each bound to what it belongs to. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

    @Bean
    Aead envelope(SiteProperties properties) {
        return CredentialsSeal.envelope(properties.keyset());
    }
}
