package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.message.Source;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes the requests. Offsets are committed when the batch is, in the database, done. */
@Component
class RequestListener {

    private final Intake intake;

    RequestListener(Intake intake) {
        this.intake = intake;
    }

    @KafkaListener(id = "requests", idIsGroup = false, topics = "publishing.requests.v1")
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        intake.take(Source.REQUEST, records);
    }
}
