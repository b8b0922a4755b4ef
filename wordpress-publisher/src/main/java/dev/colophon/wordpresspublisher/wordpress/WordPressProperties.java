package dev.colophon.wordpresspublisher.wordpress;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How we speak to sites.
 *
 * @param connectTimeout for a connection to stand, TLS included
 * @param requestTimeout from the first byte sent to the last byte received
 * @param largestAnswer more than this is not read
 * @param connectionsPerSite connections to one site at a time
 * @param connections the same to all sites together
 * @param plainHttpHosts hosts of our own: they may be spoken to without TLS, at any port and at private addresses
 * @param companion how the companion plugin is used where a site has it
 * @param kinds how long we go by what sites told of their taxonomies
 * @param termCache how many terms of all sites are remembered
 * @param termLifetime how long one is
 */
@Validated
@ConfigurationProperties("colophon.wordpress")
public record WordPressProperties(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("20s") Duration requestTimeout,
        @DefaultValue("4MB") DataSize largestAnswer,
        @DefaultValue("8") int connectionsPerSite,
        @DefaultValue("128") int connections,
        @DefaultValue Set<String> plainHttpHosts,
        @DefaultValue("10000") int termCache,
        @DefaultValue("10m") Duration termLifetime,
        @DefaultValue CompanionProperties companion,
        @DefaultValue KindProperties kinds) {

    public WordPressProperties {
        if (!connectTimeout.isPositive()
                || !requestTimeout.isPositive()
                || connectTimeout.compareTo(requestTimeout) > 0) {
            throw new IllegalArgumentException(
                    "colophon.wordpress.connect-timeout must be positive and no longer than request-timeout");
        }
        if (connectionsPerSite < 1 || connections < connectionsPerSite || termCache < 1) {
            throw new IllegalArgumentException(
                    "colophon.wordpress.connections-per-site, connections and term-cache must be positive, in that order");
        }
        plainHttpHosts = plainHttpHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
