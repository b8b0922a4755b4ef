package dev.colophon.publishapi.webhook.intake;

import dev.colophon.publishapi.webhook.delivery.EnqueueEvents;
import dev.colophon.publishapi.webhook.delivery.ToldEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Takes one batch of records. Decoded ones are enqueued together; what can never be told becomes a dead letter. Returns only
 * when each record is in the one place or the other, so that offsets may be committed; a failing database or dead-letter
 * topic is thrown, and the batch comes again. Dead letters go last: a batch that comes again because the database failed has sent none.
 */
@Component
class TakeEvents {

    private final EventDecoder decoder;
    private final EnqueueEvents enqueueEvents;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;

    TakeEvents(EventDecoder decoder, EnqueueEvents enqueueEvents, DeadLetters deadLetters, MeterRegistry meters) {
        this.decoder = decoder;
        this.enqueueEvents = enqueueEvents;
        this.deadLetters = deadLetters;
        this.meters = meters;
        count("colophon.webhooks.events", 0);
        count("colophon.webhooks.dead_letters", 0);
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        var readable = new ArrayList<Decoded>(records.size());
        var letters = new ArrayList<Letter>();
        for (var record : records) {
            try {
                readable.add(new Decoded(record, decoder.decode(record)));
            } catch (Unreadable unreadable) {
                letters.add(new Letter(record, unreadable.code(), String.valueOf(unreadable.getMessage())));
            }
        }
        enqueue(readable, letters);
        letters.forEach(this::bury);
        count("colophon.webhooks.events", readable.size());
    }

    /** The batch; if the data of one is refused, or a webhook went meanwhile, each by itself. */
    private void enqueue(List<Decoded> batch, List<Letter> letters) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            var added = enqueueEvents.enqueue(batch.stream().map(Decoded::event).toList());
            count("colophon.webhooks.enqueued", added);
        } catch (DataIntegrityViolationException refused) {
            if (batch.size() > 1) {
                batch.forEach(one -> enqueue(List.of(one), letters));
            } else {
                again(batch.getFirst(), refused, letters);
            }
        }
    }

    /** A webhook that was removed in between is not there a second time; the data is. */
    private void again(Decoded one, DataIntegrityViolationException first, List<Letter> letters) {
        try {
            count("colophon.webhooks.enqueued", enqueueEvents.enqueue(List.of(one.event())));
        } catch (DataIntegrityViolationException refused) {
            letters.add(new Letter(
                    one.record(), "EVENT_NOT_DELIVERABLE", first.getClass().getSimpleName()));
        }
    }

    private void bury(Letter letter) {
        deadLetters.send(letter.record(), letter.code(), letter.detail());
        count("colophon.webhooks.dead_letters", 1);
    }

    private void count(String name, int number) {
        meters.counter(name).increment(number);
    }

    private record Letter(ConsumerRecord<byte[], byte[]> record, String code, String detail) {}

    private record Decoded(ConsumerRecord<byte[], byte[]> record, ToldEvent event) {}
}
