package dev.colophon.publishapi.webhook.intake;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hands events on; their offsets are committed once what they mean for webhooks is. Started by {@link RunIntake} alone. */
@Component
class EventListener {

    static final String ID = "webhooks";

    private final TakeEvents takeEvents;

    EventListener(TakeEvents takeEvents) {
        this.takeEvents = takeEvents;
    }

    @KafkaListener(id = ID, idIsGroup = false, topics = "publishing.events.v1", autoStartup = "false")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        takeEvents.take(records);
    }
}
