package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.ui.Model;
import tools.jackson.databind.JsonNode;

/** What other services told, for people. */
final class Elsewhere {

    private Elsewhere() {}

    /** What stands in the way of an answer; empty if nothing does. */
    static String problem(OperationsAnswer answer) {
        return switch (answer) {
            case OperationsAnswer.Told _ -> "";
            case OperationsAnswer.Refused(var status, var code, var detail) ->
                code + " (HTTP " + status + "): " + detail;
            case OperationsAnswer.Silent(var why) -> why;
        };
    }

    /** What it told; empty if it did not. */
    static Optional<JsonNode> told(OperationsAnswer answer) {
        return answer instanceof OperationsAnswer.Told(var body) ? Optional.of(body) : Optional.empty();
    }

    /**
     * The page that says that nothing is known.
     *
     * @param besides what is certain all the same; empty for nothing
     * @param back where to go from there
     */
    static String page(OperationsAnswer answer, String besides, String back, Model model) {
        model.addAttribute("detail", problem(answer));
        model.addAttribute("besides", besides);
        model.addAttribute("back", back);
        return "console/elsewhere";
    }

    /** A text; empty where there is none. */
    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** A moment, told in ISO 8601; empty where there is none. */
    static String moment(JsonNode node, String field) {
        var told = text(node, field);
        return told.isEmpty() ? "" : Words.moment(instant(told));
    }

    private static Instant instant(String told) {
        try {
            return OffsetDateTime.parse(told).toInstant();
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }
}
