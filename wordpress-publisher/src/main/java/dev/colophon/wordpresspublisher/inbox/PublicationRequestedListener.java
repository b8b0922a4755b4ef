package dev.colophon.wordpresspublisher.inbox;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hands requests to the inbox; their offsets are committed once that has committed. Speaks to no site. */
@Component
class PublicationRequestedListener {

    static final String ID = "inbox";

    private final Inbox inbox;

    PublicationRequestedListener(Inbox inbox) {
        this.inbox = inbox;
    }

    @KafkaListener(id = ID, idIsGroup = false, topics = "publishing.requests.v1")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.take(records);
    }
}
