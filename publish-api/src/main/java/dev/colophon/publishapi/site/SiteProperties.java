package dev.colophon.publishapi.site;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What sites may be.
 *
 * @param keyset base64 of Tink's JSON keyset that seals their credentials (COLOPHON_SITE_KEYSET)
 * @param plainHttpHosts hosts of our own, which may be sites over plain http, at any port and at private addresses
 *     (COLOPHON_PLAIN_HTTP_HOSTS)
 * @param platforms which placements each known platform can carry; {@code *} is every kind of post that a site of it may have, but for
 *     what is named of another platform
 */
@Validated
@ConfigurationProperties("colophon.sites")
record SiteProperties(
        @NotBlank String keyset,
        @DefaultValue Set<String> plainHttpHosts,
        @NotEmpty Map<String, Set<String>> platforms) {

    SiteProperties {
        plainHttpHosts = plainHttpHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        platforms = Map.copyOf(platforms);
    }

    @Override
    public String toString() {
        return "SiteProperties[keyset=***, plainHttpHosts=" + plainHttpHosts + ", platforms=" + platforms + "]";
    }
}
