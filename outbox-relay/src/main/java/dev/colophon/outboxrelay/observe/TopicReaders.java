package dev.colophon.outboxrelay.observe;

import dev.colophon.outboxrelay.relay.RelayProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.stereotype.Component;

/** Makes the readers: each with a consumer of its own that is in no group, commits nothing, and never guesses where to begin. */
@Component
class TopicReaders {

    private final ObserveProperties properties;
    private final RelayProperties relay;

    TopicReaders(ObserveProperties properties, RelayProperties relay) {
        this.properties = properties;
        this.relay = relay;
    }

    /** A reader that is at no partition yet; the caller closes it. */
    TopicReader open() {
        return new TopicReader(
                new KafkaConsumer<>(settings(), new NoValue(), new NoValue()), properties.answerWithin());
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>(relay.kafkaClient());
        settings.put(
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                Math.toIntExact(properties.gatherBytes().toBytes()));
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(properties.gatherWithin().toMillis()));
        settings.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                relay.bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "outbox-relay-observer-" + relay.instance(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                properties.recordsMax(),
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                Math.toIntExact(properties.fetchBytesMax().toBytes()),
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(properties.answerWithin().toMillis()),
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(properties.answerWithin().toMillis())));
        return settings;
    }
}
