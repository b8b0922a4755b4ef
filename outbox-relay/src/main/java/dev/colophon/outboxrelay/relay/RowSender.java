package dev.colophon.outboxrelay.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows in the order in which it is given them. The first refusal that might heal stops its producer for good, so that
 * no later row of a key can overtake the refused one; whoever sends next begins at that row, with another sender.
 */
public final class RowSender implements AutoCloseable {

    private final Producer<String, String> producer;
    private final ParkedRows parkedRows;
    private final Progress progress;
    private final Duration answerWithin;
    private final AtomicReference<@Nullable Throwable> refusal = new AtomicReference<>();

    RowSender(Producer<String, String> producer, ParkedRows parkedRows, Progress progress, Duration answerWithin) {
        this.producer = producer;
        this.parkedRows = parkedRows;
        this.progress = progress;
        this.answerWithin = answerWithin;
    }

    /**
     * Returns when Kafka has acknowledged, or {@link ParkedRows} has recorded, every row.
     *
     * @throws KafkaRefusedException if one of them is neither: it and those behind it must be sent again
     */
    public void sendAll(List<OutboxRow> rows) throws InterruptedException {
        var sent = new ArrayList<Sent>(rows.size());
        for (var row : rows) {
            sent.add(send(row));
        }
        for (var one : sent) {
            settle(one);
        }
    }

    private Sent send(OutboxRow row) {
        if (!Topics.mayWrite(row.outbox(), row.topic())) {
            return new Sent(row, CompletableFuture.failedFuture(new ForeignTopicException(row)));
        }
        try {
            return new Sent(row, producer.send(KafkaRecords.of(row), (_, failure) -> answered(row, failure)));
        } catch (SerializationException e) {
            return new Sent(row, CompletableFuture.failedFuture(e));
        } catch (IllegalStateException closed) {
            throw refused(row, closed);
        }
    }

    /** Runs on the producer's own thread: while it is here nothing else leaves, so stopping here keeps the order. */
    private void answered(OutboxRow row, @Nullable Exception failure) {
        if (failure == null) {
            progress.acknowledged(row);
        } else if (ParkingCause.of(failure).isEmpty() && refusal.compareAndSet(null, failure)) {
            producer.close(Duration.ZERO);
        }
    }

    private void settle(Sent sent) throws InterruptedException {
        try {
            sent.answer().get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var failure = e.getCause() == null ? e : e.getCause();
            var cause = ParkingCause.of(failure).orElseThrow(() -> refused(sent.row(), failure));
            parkedRows.park(sent.row(), cause, failure);
        } catch (TimeoutException e) {
            throw refused(sent.row(), e);
        }
    }

    private KafkaRefusedException refused(OutboxRow row, Throwable seen) {
        var first = refusal.get();
        return new KafkaRefusedException(row, first == null ? seen : first);
    }

    /** Ends the producer at once: what it has not sent yet counts as not sent. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private record Sent(OutboxRow row, Future<?> answer) {}
}
