package dev.colophon.outboxrelay.relay;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Sends what the engine hands over and marks it only when every row of the batch is in Kafka or recorded as parked. One
 * sender for the life of one engine: where it refuses, the batch stays unmarked, and the next engine resumes there.
 */
public final class RelayBatch implements ChangeConsumer<RecordChangeEvent<SourceRecord>>, AutoCloseable {

    private final RowSender sender;
    private final SendTurn turn;

    RelayBatch(RowSender sender, SendTurn turn) {
        this.sender = sender;
        this.turn = turn;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> changes, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        var rows = changes.stream()
                .map(change -> OutboxRow.in(change.record()))
                .flatMap(Optional::stream)
                .toList();
        turn.take(() -> sender.sendAll(rows));
        for (var change : changes) {
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
    }

    /** Ends the sender at once: what it has not sent yet is not marked and will be sent by the next engine. */
    @Override
    public void close() {
        sender.close();
    }
}
