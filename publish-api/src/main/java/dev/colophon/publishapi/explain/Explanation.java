package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.status.Outlook;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.TimelineEntry;
import dev.colophon.publishapi.status.Timelines.TimelineEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a publication stands as it does, made of its status and its timeline alone. Nothing here but {@code invalidated}
 * itself, and the sentence that counts it, knows of events that an operator has taken out.
 *
 * @param summary for people
 * @param next what happens by itself, and when
 * @param lastProblem the newest thing that stood in the way, be it overcome or not
 * @param notApplied what the site showed otherwise than asked for when the post was last read back
 * @param requests what was last asked for, by whom and why; a cancellation beside what it is to cancel
 * @param attempts the visits to the site, in their order
 * @param trail where the time of the newest wanted revision went
 * @param invalidated what was told and does not count, with who said so and why
 * @param complete whether every event is in it; else only the newest are
 */
public record Explanation(
        UUID publicationId,
        String status,
        @Nullable String updateStatus,
        String summary,
        Outlook next,
        Receipt.@Nullable Problem lastProblem,
        List<Receipt.Difference> notApplied,
        List<Asked> requests,
        List<Attempt> attempts,
        List<Trail.Hop> trail,
        List<TimelineEntry> invalidated,
        boolean complete,
        StatusResource.Links links) {

    static Explanation of(
            StatusResource publication,
            AskedFor asked,
            List<TimelineEvent> events,
            List<TimelineEntry> invalidated,
            boolean complete) {
        var receipts = Receipt.among(events);
        return new Explanation(
                publication.publicationId(),
                publication.status().text(),
                publication.updateStatus(),
                Summary.of(publication, asked, receipts)
                        + Summary.ofNotApplied(notApplied(receipts))
                        + Summary.ofEdits(edits(receipts))
                        + Summary.ofInvalidated(invalidated),
                Outlook.of(publication),
                lastProblem(receipts),
                notApplied(receipts),
                Asked.of(asked),
                Attempt.of(receipts),
                Trail.of(asked.wanted(), events),
                List.copyOf(invalidated),
                complete,
                publication.links());
    }

    private static Receipt.@Nullable Problem lastProblem(List<Receipt> receipts) {
        return receipts.reversed().stream()
                .flatMap(receipt -> Optional.ofNullable(receipt.problem()).stream())
                .findFirst()
                .orElse(null);
    }

    private static List<Receipt.Difference> notApplied(List<Receipt> receipts) {
        return receipts.reversed().stream()
                .filter(Receipt::showsResult)
                .findFirst()
                .map(Receipt::notApplied)
                .orElse(List.of());
    }

    private static Receipt.Edits edits(List<Receipt> receipts) {
        return receipts.reversed().stream()
                .filter(Receipt::showsResult)
                .findFirst()
                .map(Receipt::edits)
                .orElse(Receipt.Edits.NONE);
    }

    /** What was asked for, and by whom. */
    public record Asked(
            String action,
            long revision,
            Instant requestedAt,
            @Nullable Instant publishAt,
            String by,
            @Nullable String reason,
            Variant variant) {

        static List<Asked> of(AskedFor asked) {
            return Stream.of(asked.wanted(), asked.newest())
                    .distinct()
                    .map(request -> new Asked(
                            request.action().text(),
                            request.revision(),
                            request.requestedAt(),
                            request.publishAt(),
                            request.by(),
                            request.reason(),
                            request.variant()))
                    .toList();
        }
    }

    /**
     * Which content a job has taken.
     *
     * @param slot what it was given for: {@code default}, or one placement alone
     * @param images how many it brings to the site: the featured one and those of its html
     */
    public record Variant(UUID variantId, String slot, int images, Instant storedAt) {}
}
