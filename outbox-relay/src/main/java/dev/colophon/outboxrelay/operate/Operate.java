package dev.colophon.outboxrelay.operate;

import dev.colophon.outboxrelay.capture.OutboxCapture;
import dev.colophon.outboxrelay.reconcile.Reconciler;
import dev.colophon.outboxrelay.reconcile.Resent;
import dev.colophon.outboxrelay.recover.NothingToRecoverException;
import dev.colophon.outboxrelay.recover.RecoverStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has a command run, on record from before it begins until after it ended. */
@Component
class Operate {

    private static final Logger LOG = LoggerFactory.getLogger(Operate.class);

    private final OutboxCapture capture;
    private final RecoverStream recoverStream;
    private final Reconciler reconciler;
    private final Operations operations;
    private final Supplier<UUID> ids;

    Operate(
            OutboxCapture capture,
            RecoverStream recoverStream,
            Reconciler reconciler,
            Operations operations,
            Supplier<UUID> ids) {
        this.capture = capture;
        this.recoverStream = recoverStream;
        this.reconciler = reconciler;
        this.operations = operations;
        this.ids = ids;
    }

    /** Begins a recovery; what comes of it is on record under the id. */
    UUID recover(String operator) {
        var id = begin("recover", operator);
        var resent = new AtomicReference<@Nullable Resent>();
        var _ = capture.withoutEngine(() -> resent.set(recoverStream.run(id)))
                .whenComplete((_, failure) -> end(id, String.valueOf(resent.get()), failure));
        return id;
    }

    /** Begins a pass over every row; what comes of it is on record under the id. */
    UUID reconcile(String operator) {
        var id = begin("reconcile", operator);
        var pass = new CompletableFuture<Resent>();
        Thread.ofVirtual().name("outbox-reconcile").start(() -> {
            try {
                pass.complete(reconciler.passOverAll());
            } catch (InterruptedException | RuntimeException e) {
                pass.completeExceptionally(e);
            }
        });
        var _ = pass.whenComplete((resent, failure) -> end(id, String.valueOf(resent), failure));
        return id;
    }

    private UUID begin(String command, String operator) {
        var id = ids.get();
        operations.begin(id, command, operator);
        LOG.warn("{} told the relay to {}: operation {}", operator, command, id);
        return id;
    }

    private void end(UUID id, String result, @Nullable Throwable failure) {
        if (failure == null) {
            operations.end(id, Operations.Outcome.DONE, result);
            return;
        }
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var refused = cause instanceof NothingToRecoverException;
        operations.end(
                id,
                refused ? Operations.Outcome.REFUSED : Operations.Outcome.FAILED,
                String.valueOf(cause.getMessage()));
        LOG.error("Operation {} was not carried out", id, cause);
    }
}
