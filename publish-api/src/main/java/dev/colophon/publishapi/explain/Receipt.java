package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.status.Timelines.TimelineEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A receipt in the timeline, read tolerantly: what an older or a newer publisher did not write is unknown, not an error. */
public record Receipt(TimelineEvent event) {

    /** The receipts among these events. */
    static List<Receipt> among(List<TimelineEvent> events) {
        return events.stream()
                .filter(event -> event.source().equals("receipt"))
                .map(Receipt::new)
                .toList();
    }

    /** What stood in the way, if anything did. */
    @Nullable
    Problem problem() {
        var problem = detail().path("problem");
        if (!problem.isObject()) {
            return null;
        }
        return new Problem(
                problem.path("code").asString(""),
                problem.path("detail").asString(""),
                problem.path("outcome").asString(""),
                problem.path("httpStatus").isInt() ? problem.path("httpStatus").asInt() : null,
                event.attempt() == null ? 0 : event.attempt(),
                event.occurredAt());
    }

    /** Whether it tells of a post as it was seen after the work on it was done. */
    boolean showsResult() {
        return event.kind().equals("published") || event.kind().equals("unpublished");
    }

    /** What was asked for and the site shows otherwise. */
    List<Difference> notApplied() {
        return detail().path("post")
                .path("notApplied")
                .valueStream()
                .map(one -> new Difference(
                        one.path("field").asString(""),
                        one.path("code").asString(""),
                        one.path("detail").asString("")))
                .toList();
    }

    /** What became of what an editor had changed at the site. */
    Edits edits() {
        var update = detail().path("post").path("update");
        return new Edits(names(update.path("overwrote")), names(update.path("kept")));
    }

    private static List<String> names(JsonNode fields) {
        return fields.valueStream().map(field -> field.asString("")).toList();
    }

    /** The steps of the visit, in order. */
    List<Step> steps() {
        return detail().path("steps")
                .valueStream()
                .flatMap(step ->
                        instant(step.path("at"))
                                .map(at -> new Step(step.path("step").asString(""), at))
                                .stream())
                .toList();
    }

    /** When the publisher had taken the request in. */
    Optional<Instant> inboxAt() {
        return instant(evidence("inboxAt"));
    }

    JsonNode evidence(String name) {
        return detail().path("evidence").path(name);
    }

    private JsonNode detail() {
        var detail = event.detail();
        return detail == null ? MissingNode.getInstance() : detail;
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isString() ? Optional.of(Instant.parse(node.asString())) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /**
     * What stood in the way.
     *
     * @param detail in the site's own words where there are any
     * @param outcome not_sent, retryable, unknown, permanent or credentials_lost
     */
    public record Problem(
            String code,
            String detail,
            String outcome,
            @Nullable Integer httpStatus,
            int attempt,
            Instant at) {}

    /** A field that the site shows otherwise than was asked for; the code is stable. */
    record Difference(String field, String code, String detail) {}

    /** The fields of an update that an editor had changed: written over, or left as they are. */
    record Edits(List<String> overwrote, List<String> kept) {

        static final Edits NONE = new Edits(List.of(), List.of());
    }

    /** A step of a visit. */
    public record Step(String step, Instant at) {}
}
