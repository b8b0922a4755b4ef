package dev.colophon.wordpresspublisher;

import dev.colophon.wordpresspublisher.receipt.Worker;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Time, chance and names: what must not be taken from thin air elsewhere. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
class PublisherConfiguration {

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }

    @Bean
    RandomGenerator random() {
        return RandomGenerator.getDefault();
    }

    @Bean
    Worker worker(@Value("${colophon.instance}") String instance, ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        return new Worker(
                instance, properties == null ? "unpackaged" : properties.getVersion() + "@" + properties.getTime());
    }
}
