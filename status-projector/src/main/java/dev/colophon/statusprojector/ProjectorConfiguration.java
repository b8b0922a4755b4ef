package dev.colophon.statusprojector;

import dev.colophon.statusprojector.event.PublicMessages;
import dev.colophon.statusprojector.message.MessageReader;
import dev.colophon.statusprojector.publication.Fold;
import dev.colophon.statusprojector.publication.FoldRules;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What the steps are given: the clock, chance and ids, and the rules and the readers and writers of messages, which know no Spring. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProjectorConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
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
    FoldRules foldRules() {
        return Fold::of;
    }

    @Bean
    MessageReader messageReader() {
        return new MessageReader();
    }

    @Bean
    PublicMessages publicMessages() {
        return new PublicMessages();
    }
}
