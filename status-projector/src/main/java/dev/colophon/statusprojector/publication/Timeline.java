package dev.colophon.statusprojector.publication;

import dev.colophon.statusprojector.publication.LoggedEvent.Receipt;
import dev.colophon.statusprojector.publication.LoggedEvent.Requested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The one order in which a publication's events are read, whatever order they came in.
 *
 * <p>Receipts stand in the order of the ledger that wrote them. A request is known to come before the first receipt
 * that tells of its revision or a later one, and stands right before it: what the ledger did earlier, it did without
 * knowing of that request. A request that no receipt has answered yet stands last.
 */
public final class Timeline {

    private static final Comparator<LoggedEvent> TIE =
            Comparator.comparing(LoggedEvent::occurredAt).thenComparing(LoggedEvent::id);

    private static final Comparator<Requested> REQUESTS = Comparator.comparingLong(
                    (Requested request) -> request.edition().revision())
            .thenComparing(TIE);

    private static final Comparator<Receipt> RECEIPTS = Comparator.comparingLong(
                    (Receipt receipt) -> receipt.entry().sequence())
            .thenComparing(TIE);

    private Timeline() {}

    /** The events in order. */
    public static List<LoggedEvent> of(Collection<? extends LoggedEvent> events) {
        return merge(new ArrayDeque<>(requests(events)), receipts(events));
    }

    static List<Requested> requests(Collection<? extends LoggedEvent> events) {
        return events.stream()
                .filter(Requested.class::isInstance)
                .map(Requested.class::cast)
                .sorted(REQUESTS)
                .toList();
    }

    static List<Receipt> receipts(Collection<? extends LoggedEvent> events) {
        return events.stream()
                .filter(Receipt.class::isInstance)
                .map(Receipt.class::cast)
                .sorted(RECEIPTS)
                .toList();
    }

    private static List<LoggedEvent> merge(Deque<Requested> requests, List<Receipt> receipts) {
        var merged = new ArrayList<LoggedEvent>(requests.size() + receipts.size());
        for (var receipt : receipts) {
            while (!requests.isEmpty()
                    && requests.getFirst().edition().revision()
                            <= receipt.edition().revision()) {
                merged.add(requests.removeFirst());
            }
            merged.add(receipt);
        }
        merged.addAll(requests);
        return merged;
    }
}
