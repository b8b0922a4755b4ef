package dev.colophon.outboxrelay.capture;

import java.util.concurrent.CompletableFuture;

/** A task that waits for the engine to stop, and whoever waits for the task: either it runs, or it is refused. */
record Errand(OutboxCapture.Task task, CompletableFuture<Void> done) {

    void run() throws InterruptedException {
        try {
            task.run();
            done.complete(null);
        } catch (InterruptedException e) {
            done.completeExceptionally(e);
            throw e;
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    void refuse(String why) {
        done.completeExceptionally(new IllegalStateException(why));
    }
}
