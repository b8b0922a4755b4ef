package dev.colophon.outboxrelay.relay;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
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
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the engine hands over and marks it only when Kafka has acknowledged, or {@link ParkedRows} has recorded,
 * every row of the batch. One producer for the life of one engine: the first refusal that might heal stops it for good, so
 * that no later row of a key can overtake the refused one; the next engine resumes at that row.
 */
public final class RelayBatch implements ChangeConsumer<RecordChangeEvent<SourceRecord>>, AutoCloseable {

    private final Producer<String, String> producer;
    private final ParkedRows parkedRows;
    private final Progress progress;
    private final Duration answerWithin;
    private final AtomicReference<@Nullable Throwable> refusal = new AtomicReference<>();

    RelayBatch(Producer<String, String> producer, ParkedRows parkedRows, Progress progress, Duration answerWithin) {
        this.producer = producer;
        this.parkedRows = parkedRows;
        this.progress = progress;
        this.answerWithin = answerWithin;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> changes, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        for (var sent : send(changes)) {
            settle(sent);
        }
        for (var change : changes) {
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
    }

    private List<Sent> send(List<RecordChangeEvent<SourceRecord>> changes) {
        var sent = new ArrayList<Sent>(changes.size());
        for (var change : changes) {
            OutboxRow.in(change.record()).map(this::send).ifPresent(sent::add);
        }
        return sent;
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

    /** Ends the producer at once: what it has not sent yet is not marked and will be sent by the next engine. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private record Sent(OutboxRow row, Future<?> answer) {}
}
