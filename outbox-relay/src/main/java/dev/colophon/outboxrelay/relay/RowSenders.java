package dev.colophon.outboxrelay.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;

/** Makes the senders. Acknowledged by all in-sync replicas, idempotent, one order per key. */
@Component
public class RowSenders {

    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);
    private static final int BATCH_BYTES_MAX = 64 * 1024;

    private final RelayProperties properties;
    private final ParkedRows parkedRows;
    private final Progress progress;
    private final SendTurn turn;

    RowSenders(RelayProperties properties, ParkedRows parkedRows, Progress progress, SendTurn turn) {
        this.properties = properties;
        this.parkedRows = parkedRows;
        this.progress = progress;
        this.turn = turn;
    }

    /** What an engine hands its rows to; the caller closes it. */
    public RelayBatch openBatch() {
        return new RelayBatch(openSender(), turn);
    }

    /** A sender with a producer of its own; the caller closes it, and sends in its {@link SendTurn} only. */
    public RowSender openSender() {
        return new RowSender(
                new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer()),
                parkedRows,
                progress,
                properties.deliverWithin().plus(properties.maxBlock()).plus(ANSWER_MARGIN));
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>(properties.kafkaClient());
        settings.putAll(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                properties.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "outbox-relay-" + properties.instance(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES_MAX,
                // One at a time: where the broker refuses one record, the client splits its batch, and with others on
                // their way all end in OUT_OF_ORDER_SEQUENCE_NUMBER until the delivery time-out (measured).
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis(properties.deliverWithin()),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis(properties.requestTimeout()),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                properties.maxBlock().toMillis()));
        return settings;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
