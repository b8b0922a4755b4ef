package dev.colophon.publishapi.operations;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the console reaches the other services' operations APIs. What is not set is not asked, and the console says so.
 *
 * @param key that opens them (COLOPHON_OPERATIONS_KEY)
 * @param publisher address, such as {@code http://127.0.0.1:8093} (COLOPHON_PUBLISHER_OPERATIONS_URL)
 * @param projector address (COLOPHON_PROJECTOR_OPERATIONS_URL)
 * @param lookWithin the deadline of whoever looks: connection, answer and body
 * @param actWithin the deadline of what is asked to be done, a site's trial among it, and of looks that take their time
 * @param longestAnswer of which nothing more is read
 */
@Validated
@ConfigurationProperties("colophon.operations")
record OperationsProperties(
        @DefaultValue("") String key,
        @Nullable URI publisher,
        @Nullable URI projector,
        @DefaultValue("3s") Duration lookWithin,
        @DefaultValue("60s") Duration actWithin,
        @DefaultValue("4MB") DataSize longestAnswer) {

    /** Where a service is; null if nobody said. */
    @Nullable
    URI of(OperationsService service) {
        var address = switch (service) {
            case PUBLISHER -> publisher;
            case PROJECTOR -> projector;
        };
        return address == null || address.toString().isBlank() ? null : address;
    }

    @Override
    public String toString() {
        return "OperationsProperties[key=***, publisher=" + publisher + ", projector=" + projector + "]";
    }
}
