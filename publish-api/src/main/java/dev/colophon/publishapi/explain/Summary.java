package dev.colophon.publishapi.explain;

import static java.util.stream.Collectors.joining;

import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.Status;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.TimelineEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a publication stands as it does, in sentences for people. */
final class Summary {

    private Summary() {}

    static String of(StatusResource publication, AskedFor asked, List<Receipt> receipts) {
        return ofStatus(publication, asked) + ofUpdate(publication) + ofCancellation(publication, asked, receipts);
    }

    private static String ofStatus(StatusResource publication, AskedFor asked) {
        return switch (publication.status()) {
            case ACCEPTED ->
                "It is not published yet: the request was accepted at "
                        + asked.wanted().requestedAt() + ", and the publisher has not told of it yet.";
            case SCHEDULED -> "It is not published yet: it was asked for " + time(asked) + ".";
            case PUBLISHING -> "It is not published yet: the publisher is at work on it.";
            case DEFERRED -> "It is not published yet: the last attempt did not succeed. " + reason(publication);
            case UNCONFIRMED ->
                "It may or may not be public: the site's answer was lost or says neither. " + reason(publication);
            case PARKED -> "It is not published, and is tried no more by itself. " + reason(publication);
            case PUBLISHED ->
                "It is published: readers see revision " + publication.publishedRevision() + " at "
                        + publication.externalUrl() + ".";
            case UNPUBLISHED -> "It is not public, as was asked for.";
            case REMOVED -> "It is not public any more: someone removed the post at the site. " + reason(publication);
            case FAILED -> "It is not published: it was refused for good. " + reason(publication);
            case CANCELLED -> "It is not published: it was cancelled before anything at the site was claimed for it.";
        };
    }

    private static String ofUpdate(StatusResource publication) {
        var update = publication.updateStatus();
        return switch (update) {
            case null -> "";
            case "pending" -> " A newer revision was accepted, and the publisher has not told of it yet.";
            case "publishing" -> " The publisher is at work on a newer revision.";
            case "deferred" -> " The last attempt at a newer revision did not succeed. " + reason(publication);
            case "unconfirmed" -> " Whether the newer revision is at the site nobody knows yet. " + reason(publication);
            case "parked" -> " A newer revision is tried no more by itself. " + reason(publication);
            default -> " A newer revision was refused for good. " + reason(publication);
        };
    }

    private static String ofCancellation(StatusResource publication, AskedFor asked, List<Receipt> receipts) {
        if (asked.newest().action() != Action.CANCEL || publication.is(Status.CANCELLED)) {
            return "";
        }
        return receipts.stream()
                .map(Receipt::event)
                .filter(event -> event.kind().equals("cancel_refused")
                        && event.revision() == asked.newest().revision())
                .findAny()
                .map(_ -> " A cancellation came too late: the post was on record at the site already.")
                .orElse(" A cancellation was asked for at " + asked.newest().requestedAt()
                        + "; whether it came in time is not known yet.");
    }

    static String ofNotApplied(List<Receipt.Difference> differences) {
        return differences.isEmpty()
                ? ""
                : " The site shows otherwise than was asked for: "
                        + differences.stream()
                                .map(one -> one.field() + " (" + one.code() + ")")
                                .collect(joining(", "))
                        + ".";
    }

    /** What became of an editor's changes at the last update that was read back. */
    static String ofEdits(Receipt.Edits edits) {
        return said(" An editor's changes were overwritten: ", edits.overwrote())
                + said(" An editor's changes were kept: ", edits.kept());
    }

    private static String said(String words, List<String> fields) {
        return fields.isEmpty() ? "" : words + String.join(", ", fields) + ".";
    }

    /** The newest decision in full: who reads one sentence should learn that messages were taken out, and why. */
    static String ofInvalidated(List<TimelineEntry> invalidated) {
        return invalidated.stream()
                .flatMap(entry -> Optional.ofNullable(entry.invalidation()).stream())
                .max(Comparator.comparing(TimelineEntry.Invalidation::at))
                .map(newest -> " What " + invalidated.size()
                        + (invalidated.size() == 1 ? " message says" : " messages say")
                        + " does not count here: declared invalid, the last time at " + newest.at() + " by "
                        + newest.author() + " (" + newest.reason() + ").")
                .orElse("");
    }

    private static String time(AskedFor asked) {
        var at = asked.wanted().publishAt();
        return at == null ? "a later time" : "at " + at;
    }

    private static String reason(StatusResource publication) {
        StatusResource.@Nullable Reason reason = publication.reason();
        if (reason == null) {
            return "No reason was told.";
        }
        return reason.detail() == null
                ? "Reason: " + reason.code() + "."
                : "Reason: " + reason.code() + ", in the words of the site: " + reason.detail();
    }
}
