package dev.colophon.outboxrelay;

import dev.colophon.outboxrelay.Outboxes.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Writes rows of its own keys into publish-api's outbox until it is told to stop; on one thread, so each key in order. */
final class Load {

    private static final int ROUNDS_MAX = 20_000;

    private final Outboxes outboxes;
    private final List<String> keys;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger rounds = new AtomicInteger();
    private final CompletableFuture<List<String>> written = new CompletableFuture<>();

    private Load(Outboxes outboxes, int keys) {
        this.outboxes = outboxes;
        this.keys = IntStream.range(0, keys)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
    }

    static Load start(Outboxes outboxes, int keys) {
        var load = new Load(outboxes, keys);
        Thread.ofPlatform().name("load").start(load::write);
        return load;
    }

    private void write() {
        var ids = new ArrayList<String>();
        try {
            while (!stopped.get() && rounds.get() < ROUNDS_MAX) {
                var sequence = rounds.get() + 1;
                var rows = keys.stream().map(key -> Row.request(key, sequence)).toList();
                outboxes.write("publish_api", rows.toArray(Row[]::new));
                rows.forEach(row -> ids.add(row.id().toString()));
                rounds.incrementAndGet();
            }
            written.complete(ids);
        } catch (SQLException e) {
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
        stopped.set(true);
        return written.join();
    }

    /** Waits until it ends; whether the database ended it. */
    boolean failed() {
        return written.handle((_, failure) -> failure != null).join();
    }
}
