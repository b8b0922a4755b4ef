package dev.colophon.wordpresspublisher.inbox;

import dev.colophon.wordpresspublisher.accept.AcceptRequests;
import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.trace.StorySpans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes a batch of records in: readable ones into the ledger, the others to the dead letters; what is another platform's is left to its
 * adapter, which reads the topic by a group of its own. A record that the database
 * refuses for what it says, or that this program breaks at, is as unreadable as bad JSON; a database that fails is not, and stops the
 * batch instead. Dead letters go last: a batch that comes again because the database failed has sent none yet.
 */
@Component
class Inbox {

    private final RequestDecoder decoder;
    private final AcceptRequests acceptRequests;
    private final DeadLetters deadLetters;
    private final WorkSignal work;
    private final CrashPoints crash;
    private final StorySpans spans;
    private final InstantSource clock;
    private final Counter leftToOthers;

    Inbox(
            RequestDecoder decoder,
            AcceptRequests acceptRequests,
            DeadLetters deadLetters,
            WorkSignal work,
            CrashPoints crash,
            StorySpans spans,
            InstantSource clock,
            MeterRegistry meters) {
        this.decoder = decoder;
        this.acceptRequests = acceptRequests;
        this.deadLetters = deadLetters;
        this.work = work;
        this.crash = crash;
        this.spans = spans;
        this.clock = clock;
        this.leftToOthers = meters.counter("colophon.inbox.other.platforms");
    }

    private record Read(ConsumerRecord<byte[], byte[]> record, LedgerRequest request) {}

    private record Refused(ConsumerRecord<byte[], byte[]> record, Unreadable why) {}

    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        Instant began = clock.instant();
        List<Read> readable = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (var record : records) {
            try {
                decoder.decode(record)
                        .ifPresentOrElse(request -> readable.add(new Read(record, request)), leftToOthers::increment);
            } catch (Unreadable unreadable) {
                refused.add(new Refused(record, unreadable));
            } catch (RuntimeException unexpected) {
                refused.add(new Refused(record, brokeAt(unexpected)));
            }
        }
        accept(readable, refused);
        work.wake();
        refused.forEach(letter -> deadLetters.send(letter.record(), letter.why()));
        Instant at = clock.instant();
        readable.forEach(read -> spans.takenIn(
                read.request().traceparent(),
                read.request().publication().toString(),
                read.request().revision(),
                began,
                at));
    }

    private void accept(List<Read> readable, List<Refused> refused) {
        Step step = readable.stream().anyMatch(read -> read.request().action() == Action.CANCEL)
                ? Step.CANCELLED
                : Step.ACCEPTED;
        crash.before(step);
        try {
            acceptRequests.accept(readable.stream().map(Read::request).toList());
        } catch (DataIntegrityViolationException oneOfThem) {
            oneByOne(readable, refused);
        } catch (DataAccessException | TransactionException databaseFailed) {
            throw databaseFailed;
        } catch (RuntimeException oneOfThem) {
            oneByOne(readable, refused);
        }
        crash.after(step);
    }

    private void oneByOne(List<Read> readable, List<Refused> refused) {
        for (Read read : readable) {
            try {
                acceptRequests.accept(List.of(read.request()));
            } catch (DataIntegrityViolationException ofIt) {
                refused.add(new Refused(read.record(), new Unreadable("the ledger refused it: " + cause(ofIt), ofIt)));
            } catch (DataAccessException | TransactionException databaseFailed) {
                throw databaseFailed;
            } catch (RuntimeException unexpected) {
                refused.add(new Refused(read.record(), brokeAt(unexpected)));
            }
        }
    }

    /** Without the message, which may quote the story. */
    private static Unreadable brokeAt(RuntimeException unexpected) {
        return new Unreadable(
                "the publisher broke off at it: " + unexpected.getClass().getSimpleName(), unexpected);
    }

    /** The database's first line: the rest quotes the row. */
    private static String cause(DataIntegrityViolationException refused) {
        return String.valueOf(refused.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }
}
