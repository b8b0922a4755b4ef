package dev.colophon.wordpresspublisher.wordpress;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long we go by what a site told of its taxonomies.
 *
 * @param lifetime how long it is remembered
 * @param unknownAfter how long a site that was asked is not asked again for one that it did not name
 * @param sites of how many sites it is remembered
 */
public record KindProperties(
        @DefaultValue("10m") Duration lifetime,
        @DefaultValue("1m") Duration unknownAfter,
        @DefaultValue("2000") int sites) {

    public KindProperties {
        if (!unknownAfter.isPositive() || lifetime.compareTo(unknownAfter) < 0 || sites < 1) {
            throw new IllegalArgumentException(
                    "colophon.wordpress.kinds.unknown-after must be positive and no longer than lifetime, and sites positive");
        }
    }
}
