package dev.colophon.publishapi.console;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A reconciliation of a site, as it is seen from one of its publications.
 *
 * @param ready it is a dry run that walked the whole site: what it found can be repaired
 * @param problem why it stopped; empty if it did not
 * @param site what it found at the whole site; empty if nothing
 * @param pending visits that a repair asked for and that have not ended yet
 */
record SiteWalk(
        String id,
        boolean dryRun,
        boolean running,
        boolean ready,
        String sign,
        String tone,
        String headline,
        String about,
        String problem,
        String site,
        long pending,
        List<Found> found) {

    /** A difference between ledger and site, and what is done about it. */
    record Found(String kind, String onRecord, String seen, String conclusion, String action, String now) {

        static Found of(JsonNode finding) {
            return new Found(
                    Elsewhere.text(finding, "kind"),
                    Elsewhere.text(finding, "onRecord"),
                    Elsewhere.text(finding, "seen"),
                    Elsewhere.text(finding, "conclusion"),
                    Elsewhere.text(finding, "action") + ": " + Elsewhere.text(finding, "result"),
                    Elsewhere.text(finding, "now"));
        }
    }

    static SiteWalk of(JsonNode report) {
        var run = report.path("run");
        var state = Elsewhere.text(run, "state");
        var problem = run.path("problem");
        // What cannot be told apart from a repair is shown as one.
        var dryRun = run.path("orders").path("dryRun").asBoolean(false);
        return new SiteWalk(
                Elsewhere.text(run, "id"),
                dryRun,
                state.equals("running"),
                dryRun && state.equals("completed"),
                state.equals("completed") ? "✓" : state.equals("running") ? "↻" : "✗",
                state.equals("completed") ? "good" : state.equals("running") ? "busy" : "bad",
                (dryRun ? "Dry run: " : "Repair: ") + state,
                "begun " + Elsewhere.moment(run, "startedAt") + " by " + Elsewhere.text(run, "operator") + "; "
                        + run.path("entries").asLong(0) + " publications compared, "
                        + run.path("inOrder").asLong(0) + " in order",
                problem.isObject() ? Elsewhere.text(problem, "code") + ": " + Elsewhere.text(problem, "detail") : "",
                report.path("counts")
                        .valueStream()
                        .map(count -> count.path("count").asLong(0) + " " + Elsewhere.text(count, "kind") + " ("
                                + Elsewhere.text(count, "action") + ": " + Elsewhere.text(count, "result") + ")")
                        .collect(Collectors.joining(", ")),
                report.path("visitsPending").asLong(0),
                report.path("findings").valueStream().map(Found::of).toList());
    }
}
