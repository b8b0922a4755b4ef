package dev.colophon.outboxrelay.relay;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rows are sent.
 *
 * @param instance name of this relay in Kafka and in the logs
 * @param bootstrapServers Kafka's brokers
 * @param kafkaClient what every Kafka client of the relay is given besides: who it is, and by which protocol
 * @param deliverWithin how long the producer itself tries before the engine is stopped and resumed at the refused row
 * @param requestTimeout how long one request to a broker may take
 * @param maxBlock how long a send may wait for room or for a topic's whereabouts
 */
@Validated
@ConfigurationProperties("colophon.relay")
public record RelayProperties(
        @NotBlank String instance,
        @NotBlank String bootstrapServers,
        @DefaultValue Map<String, String> kafkaClient,
        @DefaultValue("2m") Duration deliverWithin,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("60s") Duration maxBlock) {

    public RelayProperties {
        kafkaClient = Map.copyOf(kafkaClient);
        if (deliverWithin.compareTo(requestTimeout) < 0) {
            throw new IllegalArgumentException("colophon.relay.deliver-within is shorter than one request may take");
        }
    }

    /** Without the password among the client's settings. */
    @Override
    public String toString() {
        return "RelayProperties[%s at %s]".formatted(instance, bootstrapServers);
    }
}
