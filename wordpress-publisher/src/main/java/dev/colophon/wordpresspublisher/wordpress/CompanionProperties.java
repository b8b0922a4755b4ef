package dev.colophon.wordpresspublisher.wordpress;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the companion plugin is used.
 *
 * @param use whether it is used where a site has it
 * @param verify whether each new post is looked at once more, by another request
 * @param lifetime how long it is remembered whether a site has it
 */
public record CompanionProperties(
        @DefaultValue("true") boolean use,
        @DefaultValue("false") boolean verify,
        @DefaultValue("10m") Duration lifetime) {

    public CompanionProperties {
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("colophon.wordpress.companion.lifetime must be positive");
        }
    }
}
