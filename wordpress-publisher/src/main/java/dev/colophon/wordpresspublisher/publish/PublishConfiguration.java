package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.ledger.Work;
import dev.colophon.wordpresspublisher.ledger.WorkFigures;
import dev.colophon.wordpresspublisher.site.SiteCircuits;
import dev.colophon.wordpresspublisher.site.SiteCredentials;
import dev.colophon.wordpresspublisher.site.SiteStates;
import dev.colophon.wordpresspublisher.trace.StorySpans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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
            RandomGenerator random,
            StorySpans spans) {
        return new PublishStory.VisitTools(
                crash, clock, properties, new Endings(retries.policy(), properties, random::nextDouble), spans);
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

    @Bean
    MeterBinder dueCredentials(SiteCredentials credentials) {
        return registry -> Gauge.builder("colophon.sites.credentials.due", credentials, SiteCredentials::due)
                .description("Active sites whose credentials should be replaced before they fail")
                .register(registry);
    }

    @Bean
    MeterBinder work(WorkFigures figures, InstantSource clock) {
        return registry -> {
            work(registry, "due", figures, Work::due);
            work(registry, "repeatedly_deferred", figures, Work::repeated);
            work(registry, "unconfirmed", figures, Work::unconfirmed);
            work(registry, "parked", figures, Work::parked);
            Gauge.builder(
                            "colophon.publish.due.oldest",
                            figures,
                            read -> seconds(read.now().oldestDue(), clock))
                    .description(
                            "Since when the oldest work could be taken, at sites that are not held back; 0 without any")
                    .baseUnit("seconds")
                    .register(registry);
        };
    }

    private static void work(MeterRegistry registry, String kind, WorkFigures figures, ToDoubleFunction<Work> of) {
        Gauge.builder("colophon.publish.work", figures, read -> of.applyAsDouble(read.now()))
                .tag("kind", kind)
                .description("Entries of the ledger that are not at rest")
                .register(registry);
    }

    private static double seconds(@Nullable Instant since, InstantSource clock) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }
}
