package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.status.Timelines.TimelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the time went: one revision, hop by hop, from its content being stored to its end being known here. */
public final class Trail {

    private static final Set<String> SENDING = Set.of("filled", "published", "updated", "unpublished");
    private static final Set<String> ENDS =
            Set.of("published", "unpublished", "removed", "failed", "parked", "cancelled");
    private static final String NOT_TOLD = "No message tells of it yet.";

    private final List<Hop> hops = new ArrayList<>();
    private @Nullable Instant known;

    private Trail() {}

    /** The way of what was wanted last, as far as it is known. */
    static List<Hop> of(AskedFor.Request wanted, List<TimelineEvent> events) {
        // A later revision than the wanted one is a cancellation of it: its receipt may be the end of this way.
        var mine = events.stream()
                .filter(event -> event.revision() >= wanted.revision())
                .toList();
        var receipts = Receipt.among(mine);
        var inbox =
                receipts.stream().flatMap(receipt -> receipt.inboxAt().stream()).findFirst();
        var end = receipts.stream()
                .filter(receipt -> ENDS.contains(receipt.event().kind()))
                .reduce((_, last) -> last)
                .map(Receipt::event);
        var trail = new Trail();
        trail.add("variant_stored", Optional.of(wanted.variant().storedAt()), "");
        trail.add("enqueued", Optional.of(wanted.requestedAt()), "");
        trail.add("relayed", relayed(mine, wanted.revision()), notRelayed(mine, inbox));
        trail.add("inbox", inbox, NOT_TOLD);
        trail.add("sent", sent(receipts), NOT_TOLD);
        trail.add("receipt", end.map(TimelineEvent::occurredAt), NOT_TOLD);
        trail.add("projected", end.map(TimelineEvent::recordedAt), NOT_TOLD);
        return List.copyOf(trail.hops);
    }

    private void add(String name, Optional<Instant> at, String unknown) {
        var since = known;
        var millis = at.isPresent() && since != null
                ? Duration.between(since, at.get()).toMillis()
                : null;
        hops.add(new Hop(name, at.orElse(null), millis, at.isPresent() ? null : unknown));
        at.ifPresent(instant -> known = instant);
    }

    private static Optional<Instant> sent(List<Receipt> receipts) {
        return receipts.stream()
                .flatMap(receipt -> receipt.steps().stream())
                .filter(step -> SENDING.contains(step.step()))
                .map(Receipt.Step::at)
                .max(Instant::compareTo);
    }

    /** By Kafka's record of the request, as the projector read it. */
    private static Optional<Instant> relayed(List<TimelineEvent> events, long revision) {
        return events.stream()
                .filter(event -> event.source().equals("request") && event.revision() == revision)
                .flatMap(event -> Stream.ofNullable(event.carriedAt()))
                .min(Instant::compareTo);
    }

    /** Without that, whoever has read the message bounds when it was carried. */
    private static String notRelayed(List<TimelineEvent> events, Optional<Instant> inbox) {
        var projected = events.stream()
                .filter(event -> event.source().equals("request"))
                .map(TimelineEvent::recordedAt)
                .min(Instant::compareTo);
        var latest = inbox.filter(at -> projected.isEmpty() || at.isBefore(projected.get()))
                .or(() -> projected);
        return latest.map(at -> "Its time was not kept: the relay carried the request before " + at + ".")
                .orElse("No reader has told of the request: the relay has not carried it, or nobody has read it.");
    }

    /**
     * One hop.
     *
     * @param millisSinceKnown since the hop before of which the time is known; clocks of several machines: it may be
     *     negative
     * @param unknown why the time is not known; null where it is
     */
    public record Hop(
            String hop,
            @Nullable Instant at,
            @Nullable Long millisSinceKnown,
            @Nullable String unknown) {}
}
