package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.site.SiteCircuits;
import dev.colophon.wordpresspublisher.site.SiteStates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what a visit needs. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    PublishStory.VisitTools visitTools(
            CrashPoints crash,
            InstantSource clock,
            PublishProperties properties,
            RetryProperties retries,
            RandomGenerator random) {
        return new PublishStory.VisitTools(
                crash, clock, properties, new Endings(retries.policy(), properties, random::nextDouble));
    }

    @Bean
    MeterBinder sitesLeftAlone(SiteCircuits circuits) {
        return registry -> Gauge.builder("colophon.sites.circuit.open", circuits, SiteCircuits::notClosed)
                .description("Sites that do not answer: their stories stay due, one visit at a time tries")
                .register(registry);
    }

    @Bean
    MeterBinder suspendedSites(SiteStates sites) {
        return registry -> Gauge.builder("colophon.sites.suspended", sites, SiteStates::suspended)
                .description("Sites that do not know us: their stories wait")
                .register(registry);
    }
}
