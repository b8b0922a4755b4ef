package dev.colophon.publishapi.console;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A rebuild of the statuses as a line of the list, and as the head of its own page.
 *
 * @param preview nothing is written, whatever it finds
 * @param ready it is a preview that came to its end: what it found can be put right
 * @param running it has not ended, whether anybody works on it or not
 * @param interrupted it has not ended, and nobody works on it
 * @param found how many publications differ
 * @param problem why it failed, or stands still; empty if it does not
 */
record RebuildRow(
        String id,
        boolean preview,
        boolean ready,
        boolean running,
        boolean interrupted,
        String sign,
        String tone,
        String headline,
        String about,
        String selection,
        int percent,
        String pace,
        String counts,
        long found,
        String done,
        String problem) {

    static RebuildRow of(JsonNode run) {
        var state = Elsewhere.text(run, "state");
        var interrupted = run.path("interrupted").asBoolean(false);
        var running = state.equals("running");
        // What cannot be told apart from a rebuild in earnest is shown as one.
        var preview = run.path("dryRun").asBoolean(false);
        var differences = run.path("differences");
        return new RebuildRow(
                Elsewhere.text(run, "id"),
                preview,
                preview && state.equals("done"),
                running,
                interrupted,
                sign(state, interrupted),
                tone(state, interrupted),
                (preview ? "Preview" : "Rebuild") + ": " + stands(state, interrupted, Elsewhere.text(run, "phase")),
                "begun " + Elsewhere.moment(run, "startedAt") + " by " + Elsewhere.text(run, "author") + ": "
                        + Elsewhere.text(run, "reason"),
                selection(run.path("selection")),
                Math.clamp(run.path("percent").asInt(0), 0, 100),
                pace(run, running),
                counts(differences),
                Stream.of("missing", "surplus", "changed", "conflicts")
                        .mapToLong(kind -> differences.path(kind).asLong(0))
                        .sum(),
                preview
                        ? "Nothing was written: this is a preview."
                        : run.path("rowsPutRight").asLong(0) + " rows put right, subscribers told of "
                                + run.path("publicationsAnnounced").asLong(0) + " publications",
                problem(run, interrupted));
    }

    private static String sign(String state, boolean interrupted) {
        return switch (state) {
            case "done" -> "✓";
            case "running" -> interrupted ? "…" : "↻";
            case "cancelled" -> "○";
            default -> "✗";
        };
    }

    private static String tone(String state, boolean interrupted) {
        return switch (state) {
            case "done" -> "good";
            case "running" -> interrupted ? "wait" : "busy";
            case "cancelled" -> "quiet";
            default -> "bad";
        };
    }

    private static String stands(String state, boolean interrupted, String phase) {
        if (!state.equals("running")) {
            return state;
        }
        return interrupted ? "interrupted while " + phase : phase + "…";
    }

    private static String pace(JsonNode run, boolean running) {
        var remaining = run.path("remainingSeconds");
        return run.path("publications").asLong(0) + " publications, "
                + run.path("publicationsPerSecond").asLong(0) + " a second"
                + (running && remaining.isNumber() ? ", about " + remaining.asLong() + " s to go" : "");
    }

    private static String counts(JsonNode differences) {
        return differences.path("missing").asLong(0) + " missing, "
                + differences.path("surplus").asLong(0) + " that no event accounts for, "
                + differences.path("changed").asLong(0) + " that say something else than their events, "
                + differences.path("conflicts").asLong(0) + " with other conflicts";
    }

    private static String problem(JsonNode run, boolean interrupted) {
        var failure = Elsewhere.text(run, "failure");
        if (!failure.isEmpty()) {
            return failure + ": " + run.path("rowsDiverged").asLong(0)
                    + " rows are not what their events say, after they were put right.";
        }
        return interrupted ? "Nobody works on it. What it has recorded stands: resume it, or cancel it." : "";
    }

    private static String selection(JsonNode selection) {
        var said = Stream.of(
                        named("publications", ids(selection.path("publicationIds"))),
                        named("site", Elsewhere.text(selection, "siteId")),
                        named("with an event", Elsewhere.text(selection, "kind")),
                        named("from", Elsewhere.moment(selection, "occurredFrom")),
                        named("before", Elsewhere.moment(selection, "occurredTo")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return said.isEmpty() ? "all publications" : said;
    }

    private static String ids(JsonNode ids) {
        var named = ids.valueStream().map(id -> id.asString("")).toList();
        var first = named.subList(0, Math.min(3, named.size()));
        return String.join(", ", first)
                + (named.size() > first.size() ? " and " + (named.size() - first.size()) + " more" : "");
    }

    private static String named(String name, String value) {
        return value.isEmpty() ? "" : name + " " + value;
    }
}
