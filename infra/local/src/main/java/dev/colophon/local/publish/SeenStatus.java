package dev.colophon.local.publish;

import dev.colophon.local.api.Answer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A publication's status as the API told it; texts are empty where it told none.
 *
 * @param requestedRevision the newest that anybody asked for
 * @param publishedRevision the one that the site shows, or 0
 * @param updateStatus of a newer revision while the older one stays public
 */
record SeenStatus(
        String status,
        String updateStatus,
        long requestedRevision,
        long publishedRevision,
        String url,
        String reason,
        Optional<Instant> since) {

    static SeenStatus of(Answer answer) {
        var body = answer.body();
        return new SeenStatus(
                answer.text("status"),
                answer.text("updateStatus"),
                body.path("requestedRevision").asLong(0),
                body.path("publishedRevision").asLong(0),
                answer.text("externalUrl"),
                reason(body.path("reason")),
                instant(answer.text("statusSince")));
    }

    /** For a person: a pending update is told beside the status, which it does not take away. */
    String word() {
        return updateStatus.isEmpty() ? status : status + ", update " + updateStatus;
    }

    boolean hasEndedBadly() {
        return switch (status) {
            case "failed", "cancelled", "removed", "parked" -> true;
            default -> hasUpdateEndedBadly();
        };
    }

    boolean hasUpdateEndedBadly() {
        return updateStatus.equals("failed") || updateStatus.equals("parked");
    }

    boolean isUpdateUnderWay() {
        return !updateStatus.isEmpty() && !hasUpdateEndedBadly();
    }

    /** What was said of it before no longer answers a job that was posted at {@code began}, for {@code revision}. */
    boolean isOutdatedFor(long revision, Instant began) {
        var hadFailed = status.equals("failed") || status.equals("cancelled") || hasUpdateEndedBadly();
        return requestedRevision > revision
                || (hadFailed && since.filter(time -> time.isBefore(began)).isPresent());
    }

    private static String reason(JsonNode reason) {
        var code = reason.path("code").asString("");
        var detail = reason.path("detail").asString("");
        return code + (code.isEmpty() || detail.isEmpty() ? "" : ": ") + detail;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notToldYet) {
            return Optional.empty();
        }
    }
}
