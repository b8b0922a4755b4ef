package dev.colophon.publishapi.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What webhooks may be.
 *
 * @param ownHosts hosts of our own, which may be told over plain http, at any port and at private addresses
 *     (COLOPHON_WEBHOOK_HOSTS). Not those of the sites: any client may register a webhook, only administrators a site
 * @param paused takes in no events and delivers none: they wait (COLOPHON_WEBHOOKS_PAUSED)
 * @param kafka where the events come from; without it there are no webhooks (COLOPHON_KAFKA_BOOTSTRAP_SERVERS)
 * @param perClient most webhooks of a client
 * @param secretOverlap how long a former secret goes on signing after a rotation
 */
@Validated
@ConfigurationProperties("colophon.webhooks")
public record WebhookProperties(
        @DefaultValue Set<String> ownHosts,
        @DefaultValue("false") boolean paused,
        @DefaultValue("") String kafka,
        @DefaultValue("10") @Min(1) @Max(100) int perClient,
        @DefaultValue("24h") Duration secretOverlap) {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    public WebhookProperties {
        ownHosts = ownHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!secretOverlap.isPositive() || secretOverlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("colophon.webhooks.secret-overlap must be above 0 and at most 30d");
        }
    }

    /** Whether this installation has events to tell webhooks of. */
    public boolean possible() {
        return !kafka.isBlank();
    }
}
