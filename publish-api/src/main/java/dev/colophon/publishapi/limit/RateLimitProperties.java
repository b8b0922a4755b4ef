package dev.colophon.publishapi.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What each client may ask of one instance.
 *
 * @param requests per window; as many may come at once
 * @param window in which as many are given again, evenly
 */
@ConfigurationProperties("colophon.rate-limit")
record RateLimitProperties(
        @DefaultValue("60000") long requests,
        @DefaultValue("1m") Duration window) {

    RateLimitProperties {
        if (requests < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "colophon.rate-limit needs at least 1 request in a window of at least 1 second");
        }
    }
}
