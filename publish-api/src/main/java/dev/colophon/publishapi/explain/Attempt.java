package dev.colophon.publishapi.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit to the site and its evidence.
 *
 * @param outcome kind of its last receipt; claimed or reserved while it runs
 * @param transactionId of the database, in which its outcome was recorded
 */
public record Attempt(
        int generation,
        long revision,
        int attempt,
        String outcome,
        Instant at,
        @Nullable String worker,
        @Nullable String build,
        @Nullable Boolean inRecovery,
        @Nullable String isolation,
        @Nullable String transactionId,
        Receipt.@Nullable Problem problem,
        List<Receipt.Step> steps) {

    /** The visits that these receipts tell of, in their order. */
    static List<Attempt> of(List<Receipt> receipts) {
        var last = new LinkedHashMap<List<Number>, Receipt>();
        for (var receipt : receipts) {
            var event = receipt.event();
            var number = event.attempt();
            if (number != null && number > 0) {
                last.put(List.of(event.generation(), event.revision(), number), receipt);
            }
        }
        var attempts = new ArrayList<Attempt>();
        last.values().forEach(receipt -> attempts.add(of(receipt)));
        return List.copyOf(attempts);
    }

    private static Attempt of(Receipt receipt) {
        var event = receipt.event();
        var number = event.attempt();
        var recovery = receipt.evidence("inRecovery");
        return new Attempt(
                event.generation(),
                event.revision(),
                number == null ? 0 : number,
                event.kind(),
                event.occurredAt(),
                text(receipt, "worker"),
                text(receipt, "build"),
                recovery.isBoolean() ? recovery.asBoolean() : null,
                text(receipt, "isolation"),
                text(receipt, "transactionId"),
                receipt.problem(),
                receipt.steps());
    }

    private static @Nullable String text(Receipt receipt, String name) {
        var node = receipt.evidence(name);
        return node.isString() ? node.asString() : null;
    }
}
