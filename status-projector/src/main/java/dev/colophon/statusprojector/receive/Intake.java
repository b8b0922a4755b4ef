package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.message.UnreadableMessage;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes one batch of records. Understood ones are projected together; what can never be projected becomes a dead letter
 * afterwards. Returns only when every record is in the one place or the other, so that offsets may be committed; a
 * failing database or dead-letter topic is thrown, and the batch comes again.
 */
@Component
class Intake {

    private final RecordReader reader;
    private final ProjectEvents projectEvents;
    private final DeadLetters deadLetters;
    private final ProjectorMetrics metrics;
    private final IntakeState state;
    private final EntrySpans spans;
    private final InstantSource clock;

    Intake(
            RecordReader reader,
            ProjectEvents projectEvents,
            DeadLetters deadLetters,
            ProjectorMetrics metrics,
            IntakeState state,
            EntrySpans spans,
            InstantSource clock) {
        this.reader = reader;
        this.projectEvents = projectEvents;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.state = state;
        this.spans = spans;
        this.clock = clock;
    }

    void take(Source source, List<ConsumerRecord<byte[], byte[]>> records) {
        var readable = new ArrayList<Understood>(records.size());
        var dead = new ArrayList<DeadLetter>();
        for (var record : records) {
            try {
                readable.add(new Understood(record, reader.read(source, record)));
            } catch (UnreadableMessage e) {
                dead.add(new DeadLetter(record, e.code(), e.getMessage()));
            }
        }
        dead.addAll(project(readable));
        dead.forEach(deadLetters::send);
        metrics.deadLettered(source, dead.size());
        records.stream().map(ConsumerRecord::topic).distinct().forEach(state::moved);
    }

    /** Projects the batch; if the data of one refuses, each by itself, so that only that one stays behind. */
    private List<DeadLetter> project(List<Understood> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        var began = clock.instant();
        try {
            metrics.projected(
                    projectEvents.project(batch.stream().map(Understood::entry).toList()));
            var at = clock.instant();
            batch.forEach(one -> spans.projected(one.entry(), began, at));
            return List.of();
        } catch (RuntimeException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            return batch.size() == 1
                    ? List.of(new DeadLetter(batch.getFirst().record(), "NOT_PROJECTABLE", message(e)))
                    : batch.stream()
                            .flatMap(one -> project(List.of(one)).stream())
                            .toList();
        }
    }

    /** A database that is away, slow or misconfigured is nothing that a record could be blamed for. */
    private static boolean isOfTheData(RuntimeException e) {
        return e instanceof DataIntegrityViolationException
                || !(e instanceof DataAccessException || e instanceof TransactionException);
    }

    private static String message(RuntimeException e) {
        var cause = e instanceof DataAccessException data ? data.getMostSpecificCause() : e;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private record Understood(ConsumerRecord<byte[], byte[]> record, LogEntry entry) {}
}
