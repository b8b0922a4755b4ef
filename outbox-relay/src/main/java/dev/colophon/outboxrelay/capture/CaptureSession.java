package dev.colophon.outboxrelay.capture;

import dev.colophon.outboxrelay.relay.RelayBatch;
import io.debezium.embedded.Connect;
import io.debezium.embedded.async.ConvertingAsyncEngineBuilderFactory;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one engine, with a thread and a sender of its own. It ends once, of itself or by {@link #close}, which is
 * bounded, may be called again, and never throws.
 */
final class CaptureSession implements AutoCloseable {

    private static final Duration CLOSE_RETRY = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

    private final RelayBatch batch;
    private final Duration closeWithin;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final Thread thread;
    private volatile @Nullable String failure;

    private CaptureSession(Properties settings, RelayBatch batch, Duration closeWithin, Runnable onEnd) {
        this.batch = batch;
        this.closeWithin = closeWithin;
        this.engine = new ConvertingAsyncEngineBuilderFactory()
                .builder(ChangeEventFormat.of(Connect.class))
                .using(settings)
                .using(CaptureSession.class.getClassLoader())
                .using(this::completed)
                .notifying(batch)
                .build();
        this.thread = Thread.ofPlatform().name("outbox-engine").unstarted(() -> {
            try {
                engine.run();
            } finally {
                onEnd.run();
            }
        });
    }

    /** Starts an engine; {@code onEnd} is called when it has ended, whoever ended it. */
    static CaptureSession start(Properties settings, RelayBatch batch, Duration closeWithin, Runnable onEnd) {
        var session = new CaptureSession(settings, batch, closeWithin, onEnd);
        session.thread.start();
        return session;
    }

    private void completed(boolean success, @Nullable String message, @Nullable Throwable error) {
        if (!success) {
            failure = error == null ? message : error.toString();
            LOG.debug("The engine ended", error);
        }
    }

    boolean ended() {
        return !thread.isAlive();
    }

    /** Why it ended, as far as the engine says. */
    String reason() {
        var known = failure;
        return known == null ? "the engine gave no reason" : known;
    }

    @Override
    public void close() {
        try {
            var asksMax = closeWithin.dividedBy(CLOSE_RETRY);
            for (var asks = 0; asks < asksMax && thread.isAlive() && !askedToClose(); asks++) {
                thread.join(CLOSE_RETRY);
            }
            thread.join(closeWithin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            batch.close();
            thread.interrupt();
        }
    }

    /** The engine refuses while its tasks start (ask again) and when it ends already (fine). */
    private boolean askedToClose() {
        try {
            engine.close();
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("The engine cannot be closed just now", e);
            return false;
        } catch (IOException e) {
            LOG.warn("The engine did not close cleanly; rows not yet marked will be sent again", e);
            return true;
        }
    }
}
