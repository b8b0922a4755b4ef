package dev.colophon.outboxrelay;

import dev.colophon.outboxrelay.Outboxes.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Writes rows of its own keys into publish-api's outbox until it is told to stop; on one thread, so each key in order. */
final class Load {

    private static final int ROUNDS_MAX = 20_000;

    private final Outboxes outboxes;
    private final List<String> keys;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger rounds = new AtomicInteger();
    private final CompletableFuture<List<String>> written = new CompletableFuture<>();

    private Load(Outboxes outboxes, int keys, Duration pause) {
        this.outboxes = outboxes;
        this.pause = pause;
        this.keys = IntStream.range(0, keys)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
    }

    /** As fast as the database takes it. */
    static Load start(Outboxes outboxes, int keys) {
        return start(outboxes, keys, Duration.ZERO);
    }

    /** A row of each key, and then a pause. */
    static Load start(Outboxes outboxes, int keys, Duration pause) {
        var load = new Load(outboxes, keys, pause);
        Thread.ofPlatform().name("load").start(load::write);
        return load;
    }

    private void write() {
        var ids = new ArrayList<String>();
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS) && rounds.get() < ROUNDS_MAX) {
                var sequence = rounds.get() + 1;
                var rows = keys.stream().map(key -> Row.request(key, sequence)).toList();
                outboxes.write("publish_api", rows.toArray(Row[]::new));
                rows.forEach(row -> ids.add(row.id().toString()));
                rounds.incrementAndGet();
            }
            written.complete(ids);
        } catch (SQLException | InterruptedException e) {
            written.completeExceptionally(e);
        }
    }

    List<String> keys() {
        return keys;
    }

    /** How many rows each key has by now. */
    int rounds() {
        return rounds.get();
    }

    /** Stops, and tells the ids of all rows that were committed. */
    List<String> stop() {
        stopped.countDown();
        return written.join();
    }

    /** Waits until it ends; whether the database ended it. */
    boolean failed() {
        return written.handle((_, failure) -> failure != null).join();
    }
}
