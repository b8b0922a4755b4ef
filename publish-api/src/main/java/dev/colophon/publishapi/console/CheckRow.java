package dev.colophon.publishapi.console;

import tools.jackson.databind.JsonNode;

/**
 * An integrity check as a line of the list, and as the head of its own page.
 *
 * @param runbook name of its page among the {@link Runbooks}
 * @param repair what would mend its findings, in a word
 */
record CheckRow(
        String id,
        String sign,
        String tone,
        String headline,
        String about,
        String problem,
        String runbook,
        String repair) {

    static CheckRow of(JsonNode check) {
        var state = Elsewhere.text(check, "state");
        var violations = check.path("violations").asLong(0);
        var completed = Elsewhere.moment(check, "completedAt");
        return new CheckRow(
                Elsewhere.text(check, "id"),
                sign(state),
                tone(state),
                headline(state, violations),
                Elsewhere.text(check, "severity") + " · owner " + Elsewhere.text(check, "owner") + " · "
                        + (completed.isEmpty() ? "never ran to its end" : "ran to its end " + completed),
                Elsewhere.text(check, "problem"),
                Runbooks.nameOf(Elsewhere.text(check, "runbook")),
                Elsewhere.text(check, "repair"));
    }

    /** What is not known to hold does not hold. */
    private static String tone(String state) {
        return switch (state) {
            case "ok" -> "good";
            case "warning" -> "wait";
            default -> "bad";
        };
    }

    private static String sign(String state) {
        return switch (state) {
            case "ok" -> "✓";
            case "warning" -> "…";
            default -> "✗";
        };
    }

    private static String headline(String state, long violations) {
        return switch (state) {
            case "ok" -> "Holds";
            case "not_run" -> "Has not run: nothing is known";
            case "warning", "error" -> violations + (violations == 1 ? " bad row" : " bad rows");
            default -> state;
        };
    }
}
