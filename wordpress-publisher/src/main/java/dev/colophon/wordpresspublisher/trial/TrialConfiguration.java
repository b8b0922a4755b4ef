package dev.colophon.wordpresspublisher.trial;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is measured of trials. */
@Configuration(proxyBeanMethods = false)
class TrialConfiguration {

    @Bean
    MeterBinder unusableSites(SiteTrials trials) {
        return registry -> Gauge.builder("colophon.sites.unusable", trials, SiteTrials::unusable)
                .description("Active sites that could not be used when they were last tried out")
                .register(registry);
    }
}
