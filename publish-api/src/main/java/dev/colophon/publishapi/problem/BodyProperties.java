package dev.colophon.publishapi.problem;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How slowly a body may come.
 *
 * @param within the whole of it, however often a little of it comes
 * @param unread how long the rest of one is taken in after its request was refused
 */
@ConfigurationProperties("colophon.bodies")
record BodyProperties(
        @DefaultValue("30s") Duration within,
        @DefaultValue("5s") Duration unread) {

    BodyProperties {
        if (within.toMillis() < 1 || unread.toMillis() < 1) {
            throw new IllegalArgumentException("colophon.bodies.within and colophon.bodies.unread must be positive");
        }
    }
}
