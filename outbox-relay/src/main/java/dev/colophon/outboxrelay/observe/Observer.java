package dev.colophon.outboxrelay.observe;

import dev.colophon.outboxrelay.guard.RelayLock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the topics back as long as this relay holds the lock, and has recorded what it reads. A row counts as observed only
 * by this, never by an acknowledgement.
 */
@Component
public class Observer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final RelayLock lock;
    private final RecordObserved recordObserved;
    private final SeenCanaries canaries;
    private final ObserveProperties properties;
    private final TopicReaders readers;
    private final InstantSource clock;
    private final Counter duplicates;
    private final ReentrantLock reading = new ReentrantLock(true);
    private final Semaphore stopping = new Semaphore(0);

    private volatile boolean running;
    private @Nullable Thread thread;

    // Used under the lock alone.
    private @Nullable TopicReader reader;
    private long readFor;
    private boolean lossSeen;

    Observer(
            RelayLock lock,
            RecordObserved recordObserved,
            SeenCanaries canaries,
            ObserveProperties properties,
            TopicReaders readers,
            InstantSource clock,
            MeterRegistry meters) {
        this.lock = lock;
        this.recordObserved = recordObserved;
        this.canaries = canaries;
        this.properties = properties;
        this.readers = readers;
        this.clock = clock;
        this.duplicates = Counter.builder("colophon.relay.rows.duplicates")
                .description("Rows that were read back from Kafka more than once within a day")
                .register(meters);
    }

    /**
     * Reads on to where the topics end now, so that what is in Kafka is recorded when this returns.
     *
     * @return whether the end was reached in time
     */
    public boolean catchUp(Duration within) {
        var deadline = clock.instant().plus(within);
        reading.lock();
        try {
            var open = reader();
            // Given up by another: this reader is where the proofs of then were.
            if (readFor != recordObserved.number()) {
                forget();
                return false;
            }
            open.refresh(recordObserved.positions());
            var ends = open.ends();
            while (!open.reached(ends)) {
                if (clock.instant().isAfter(deadline)) {
                    return false;
                }
                read(open);
            }
            return true;
        } catch (RecordsLostException e) {
            giveUpProofs(e);
            return false;
        } catch (ProofsGivenUpException e) {
            forget();
            return false;
        } catch (RuntimeException e) {
            forget();
            throw e;
        } finally {
            reading.unlock();
        }
    }

    /** The number of the set of proofs, as the database has it; another one once those of before were given up, by whatever relay. */
    public long proofs() {
        return recordObserved.number();
    }

    /** On record and carried out by whoever reads next. */
    private void giveUpProofs(RecordsLostException loss) {
        LOG.error(
                "RELAY_RECORDS_LOST: {}. All is read again, and what Kafka does not have any more is sent again."
                        + " See docs/operations/relay.md#relay_records_lost",
                loss.getMessage());
        lossSeen = true;
        forget();
    }

    private void read(TopicReader open) {
        var seen = open.poll(properties.pollWithin());
        canaries.see(seen.canaries());
        if (!seen.nexts().isEmpty()) {
            recordObserved.prepare();
            duplicates.increment(recordObserved.of(seen, readFor));
        }
    }

    private TopicReader reader() {
        var open = reader;
        if (open == null) {
            recordLoss();
            readFor = recordObserved.standing();
            open = readers.open();
            reader = open;
            open.refresh(recordObserved.positions());
        }
        return open;
    }

    /** Again and again if the database is away, and also once this relay has lost the lock: the next one may see no loss any more. */
    private void recordLoss() {
        if (lossSeen) {
            recordObserved.giveUp();
            lossSeen = false;
        }
    }

    /** What was read and not recorded is read again by the next reader, which begins at the recorded positions. */
    private void forget() {
        var closing = reader;
        reader = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (KafkaException e) {
                LOG.debug("The reader did not close cleanly", e);
            }
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-observer").start(this::watch);
    }

    private void watch() {
        try {
            while (running) {
                if (lock.state() == RelayLock.State.HELD ? !readSafely() : rest()) {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            rest();
        }
    }

    private boolean readSafely() {
        reading.lock();
        try {
            read(reader());
            return true;
        } catch (RecordsLostException e) {
            giveUpProofs(e);
            return true;
        } catch (RuntimeException e) {
            if (running) {
                LOG.warn("The topics cannot be read back; asking again in {}", properties.pauseAfterFailure(), e);
            }
            forget();
            return false;
        } finally {
            reading.unlock();
        }
    }

    private boolean rest() {
        reading.lock();
        try {
            forget();
            recordLoss();
        } catch (RuntimeException e) {
            LOG.warn("Kafka's loss is not on record yet; asking again in {}", properties.pauseAfterFailure(), e);
        } finally {
            reading.unlock();
        }
        return true;
    }

    private void pause() throws InterruptedException {
        var _ = stopping.tryAcquire(properties.pauseAfterFailure().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        stopping.release();
        var watching = thread;
        if (watching == null) {
            return;
        }
        try {
            if (!watching.join(properties.answerWithin().plus(properties.pauseAfterFailure()))) {
                watching.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
