package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.message.Source;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes the receipts. Offsets are committed when the batch is, in the database, done. */
@Component
class ReceiptListener {

    private final Intake intake;

    ReceiptListener(Intake intake) {
        this.intake = intake;
    }

    @KafkaListener(id = "receipts", idIsGroup = false, topics = "publishing.receipts.v1")
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        intake.take(Source.RECEIPT, records);
    }
}
