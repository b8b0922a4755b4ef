package dev.colophon.wordpresspublisher.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hands requests to the inbox; their offsets are committed once that has committed. Speaks to no site. */
@Component
class PublicationRequestedListener {

    static final String ID = "inbox";

    private final Inbox inbox;
    private final InstantSource clock;
    private final Timer lag;

    PublicationRequestedListener(Inbox inbox, InstantSource clock, MeterRegistry meters) {
        this.inbox = inbox;
        this.clock = clock;
        this.lag = meters.timer("colophon.inbox.lag");
    }

    @KafkaListener(id = ID, idIsGroup = false, topics = "publishing.requests.v1")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.take(records);
        Instant taken = clock.instant();
        records.forEach(record -> lag.record(Duration.between(Instant.ofEpochMilli(record.timestamp()), taken)));
    }
}
