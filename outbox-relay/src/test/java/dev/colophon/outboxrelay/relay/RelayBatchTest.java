package dev.colophon.outboxrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.debezium.engine.DebeziumEngine.Offsets;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RelayBatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MockProducer<String, String> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
    private final Progress progress = new Progress(
            () -> Instant.parse("2026-03-01T08:15:31Z"), new SimpleMeterRegistry(), new RowSpans(OpenTelemetry.noop()));
    private final Parking parking = new Parking(progress);
    private final Marks marks = new Marks();
    private final RelayBatch batch =
            new RelayBatch(new RowSender(kafka, parking, progress, Duration.ofSeconds(20)), new SendTurn());

    @Test
    void marks_nothing_before_the_last_acknowledgement_and_then_each_row_in_order() {
        var changes = changes("a", 1, 2, 3);
        var handled = handle(changes);
        awaitSent(3);

        kafka.completeNext();
        kafka.completeNext();
        assertThat(marks.processed).isEmpty();
        assertThat(marks.finished).isZero();
        kafka.completeNext();

        assertThat(handled).succeedsWithin(PATIENCE);
        assertThat(marks.processed).containsExactlyElementsOf(changes);
        assertThat(marks.finished).isOne();
        assertThat(kafka.history())
                .extracting(ProducerRecord::value)
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void a_refusal_that_may_heal_marks_nothing_and_stops_the_producer_at_once() {
        var handled = handle(changes("a", 1, 2));
        awaitSent(2);

        kafka.completeNext();
        kafka.errorNext(new TimeoutException("no broker"));

        assertThat(handled)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(TimeoutException.class);
        assertThat(marks.processed).isEmpty();
        assertThat(marks.finished).isZero();
        assertThat(kafka.closed()).isTrue();
        assertThat(parking.parked).isEmpty();
    }

    @Test
    void a_row_that_can_never_be_sent_is_parked_and_the_next_ones_flow() {
        var handled = handle(changes("a", 1, 2, 3));
        awaitSent(3);

        kafka.completeNext();
        kafka.errorNext(new RecordTooLargeException("too large"));
        kafka.completeNext();

        assertThat(handled).succeedsWithin(PATIENCE);
        assertThat(parking.parked).containsExactly("2 TOO_LARGE");
        assertThat(marks.processed).hasSize(3);
        assertThat(kafka.closed()).isFalse();
    }

    @Test
    void a_row_is_not_marked_when_its_parking_cannot_be_recorded() {
        parking.failure = new IllegalStateException("database gone");
        var handled = handle(changes("a", 1));
        awaitSent(1);

        kafka.errorNext(new RecordTooLargeException("too large"));

        assertThat(handled).failsWithin(PATIENCE);
        assertThat(marks.processed).isEmpty();
    }

    @Test
    void no_outbox_writes_a_topic_of_another() {
        var forged = Changes.insert("publish_api", UUID.randomUUID(), "publishing.receipts.v1", "a", 1, null);

        var handled = handle(List.of(event(forged)));

        assertThat(handled).succeedsWithin(PATIENCE);
        assertThat(kafka.history()).isEmpty();
        assertThat(parking.parked).containsExactly("1 FOREIGN_TOPIC");
    }

    @Test
    void only_an_acknowledged_canary_counts() {
        var canary = Changes.insert("outbox_relay", UUID.randomUUID(), Topics.CANARY, "canary", 1, null);
        var handled = handle(List.of(event(canary)));
        awaitSent(1);

        assertThat(progress.newestCanary()).isEmpty();
        kafka.completeNext();

        assertThat(handled).succeedsWithin(PATIENCE);
        assertThat(progress.newestCanary()).contains(Instant.parse(Changes.AT));
    }

    private CompletableFuture<Void> handle(List<RecordChangeEvent<SourceRecord>> changes) {
        var handled = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                batch.handleBatch(changes, marks);
                handled.complete(null);
            } catch (Throwable e) {
                handled.completeExceptionally(e);
            }
        });
        return handled;
    }

    private void awaitSent(int rows) {
        await().atMost(PATIENCE).until(() -> kafka.history().size() == rows);
    }

    private static List<RecordChangeEvent<SourceRecord>> changes(String key, long... sequences) {
        var changes = new ArrayList<RecordChangeEvent<SourceRecord>>();
        for (var sequence : sequences) {
            changes.add(event(Changes.request(UUID.randomUUID(), key, sequence)));
        }
        return changes;
    }

    private static RecordChangeEvent<SourceRecord> event(SourceRecord change) {
        return () -> change;
    }

    private static final class Parking extends ParkedRows {

        private final List<String> parked = new ArrayList<>();
        private @Nullable RuntimeException failure;

        Parking(Progress progress) {
            super(JdbcClient.create(new PGSimpleDataSource()), progress);
        }

        @Override
        void park(OutboxRow row, ParkingCause cause, Throwable seen) {
            if (failure != null) {
                throw failure;
            }
            parked.add(row.sequence() + " " + cause);
        }
    }

    private static final class Marks implements RecordCommitter<RecordChangeEvent<SourceRecord>> {

        private final List<RecordChangeEvent<SourceRecord>> processed = new ArrayList<>();
        private int finished;

        @Override
        public void markProcessed(RecordChangeEvent<SourceRecord> change) {
            processed.add(change);
        }

        @Override
        public void markBatchFinished() {
            finished++;
        }

        @Override
        public void markProcessed(RecordChangeEvent<SourceRecord> change, Offsets offsets) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Offsets buildOffsets() {
            throw new UnsupportedOperationException();
        }
    }
}
