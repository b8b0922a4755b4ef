package dev.colophon.publishapi.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How many images are kept, and how long.
 *
 * @param unnamed how long one is kept that no story names
 * @param named how long after a story that names it was accepted, or is due. Longer than a story can take that its site defers
 * @param mostOfClient bytes of one client
 */
@ConfigurationProperties("colophon.uploads")
record UploadProperties(
        @DefaultValue("1d") Duration unnamed,
        @DefaultValue("30d") Duration named,
        @DefaultValue("1GB") DataSize mostOfClient) {

    UploadProperties {
        if (!unnamed.isPositive() || !named.isPositive() || mostOfClient.toBytes() < HandedIn.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "colophon.uploads.unnamed and .named must be positive, .most-of-client room for one file");
        }
    }
}
