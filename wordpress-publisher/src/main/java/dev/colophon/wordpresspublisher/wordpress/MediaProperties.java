package dev.colophon.wordpresspublisher.wordpress;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * From where images are fetched.
 *
 * @param largest no larger image is fetched
 * @param mostRedirects how often an address may lead to another; each is looked at like the first
 * @param plainHttpHosts hosts of our own that have images: without TLS, at any port and at private addresses. Not those of sites: what
 *     a site may be is not what a client may have fetched
 */
@ConfigurationProperties("colophon.media")
public record MediaProperties(
        @DefaultValue("16MB") DataSize largest,
        @DefaultValue("3") int mostRedirects,
        @DefaultValue Set<String> plainHttpHosts) {

    public MediaProperties {
        if (largest.toBytes() < 1 || mostRedirects < 0) {
            throw new IllegalArgumentException("colophon.media.largest must be positive, most-redirects not negative");
        }
        plainHttpHosts = plainHttpHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
