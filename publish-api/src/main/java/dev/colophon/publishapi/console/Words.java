package dev.colophon.publishapi.console;

import dev.colophon.publishapi.status.Outlook;
import dev.colophon.publishapi.status.Status;
import dev.colophon.publishapi.status.StatusResource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a publication stands, for people.
 *
 * @param sign that goes with the tone, so that no colour is needed to tell them apart
 * @param tone busy, good, bad, wait or quiet: how the page looks
 * @param headline in few words
 * @param reason why it waits or ended; empty if nothing stands in the way
 * @param next what happens next
 */
record Words(String sign, String tone, String headline, String reason, String next) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Words of(StatusResource publication) {
        var headline = headline(publication) + ofUpdate(publication.updateStatus());
        return switch (publication.status()) {
            case ACCEPTED, SCHEDULED -> words("◷", "wait", headline, publication);
            case PUBLISHING -> words("↻", "busy", headline, publication);
            case DEFERRED, UNCONFIRMED -> words("…", "wait", headline, publication);
            case PUBLISHED -> words("✓", "good", headline, publication);
            case PARKED, FAILED, REMOVED -> words("✗", "bad", headline, publication);
            case UNPUBLISHED, CANCELLED -> words("○", "quiet", headline, publication);
        };
    }

    private static Words words(String sign, String tone, String headline, StatusResource publication) {
        return new Words(sign, tone, headline, reason(publication), next(publication));
    }

    private static String headline(StatusResource publication) {
        return switch (publication.status()) {
            case ACCEPTED -> "Publishing queued";
            case SCHEDULED -> "Scheduled";
            case PUBLISHING -> "Publishing…";
            case DEFERRED -> "Waiting to try again";
            case UNCONFIRMED -> "Not confirmed yet";
            case PARKED -> "Stopped, needs a person";
            case PUBLISHED -> "Published successfully";
            case UNPUBLISHED -> "Unpublished";
            case REMOVED -> "Removed at the site";
            case FAILED -> "Failed to publish";
            case CANCELLED -> "Cancelled";
        };
    }

    private static String ofUpdate(@Nullable String updateStatus) {
        return switch (updateStatus) {
            case null -> "";
            case "pending" -> "; update queued";
            case "publishing" -> "; updating…";
            case "deferred" -> "; update waiting to try again";
            case "unconfirmed" -> "; update not confirmed yet";
            case "parked" -> "; update stopped, needs a person";
            case "failed" -> "; update failed";
            default -> "; update " + updateStatus;
        };
    }

    private static String reason(StatusResource publication) {
        var reason = publication.reason();
        if (reason == null) {
            return "";
        }
        return reason.detail() == null ? reason.code() : reason.code() + ": " + reason.detail();
    }

    private static String next(StatusResource publication) {
        if (publication.is(Status.PARKED) || "parked".equals(publication.updateStatus())) {
            return "Nothing happens by itself. See to the reason, then retry.";
        }
        return Outlook.of(publication).detail();
    }

    /** A moment to the second. */
    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** A time that passed, in the unit that says the most. */
    static String lasting(long millis) {
        if (Math.abs(millis) < 1_000) {
            return millis + " ms";
        }
        if (Math.abs(millis) < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return Instant.EPOCH.plusMillis(millis).truncatedTo(ChronoUnit.SECONDS).getEpochSecond() / 60 + " min";
    }
}
