package dev.colophon.publishapi.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams of statuses.
 *
 * @param most at one instance
 * @param mostPerClient of these, for one client
 * @param heartbeat a comment is sent when nothing else was for so long
 * @param lifetime a stream ends after this, and its client comes again and shows its key again
 */
@ConfigurationProperties("colophon.streams")
record StreamProperties(
        @DefaultValue("500") int most,
        @DefaultValue("20") int mostPerClient,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("10m") Duration lifetime) {

    StreamProperties {
        if (mostPerClient < 1 || most < mostPerClient || !heartbeat.isPositive() || !lifetime.isPositive()) {
            throw new IllegalArgumentException(
                    "colophon.streams: most >= most-per-client >= 1, and positive heartbeat and lifetime");
        }
    }
}
