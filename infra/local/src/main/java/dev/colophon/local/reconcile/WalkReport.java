package dev.colophon.local.reconcile;

import dev.colophon.local.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a walk found, for a person.
 *
 * @param visitsPending visits that were asked for and had not ended when we stopped looking
 */
record WalkReport(JsonNode run, List<JsonNode> findings, long visitsPending) {

    WalkReport {
        findings = List.copyOf(findings);
    }

    /** Walked to the end, and nothing is left that a person or a real run would have to do. */
    boolean isAllWell() {
        return run.path("state").asString("").equals("completed")
                && visitsPending == 0
                && findings.stream().allMatch(WalkReport::isHealed);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        if (!findings.isEmpty()) {
            var table =
                    new Table("FINDING", "BY", "PUBLICATION", "POST", "SEEN", "ACTION", "RESULT", "NOW", "CONCLUSION");
            findings.forEach(finding -> table.row(
                    finding.path("kind").asString(""),
                    finding.path("evidence").asString(""),
                    or(finding.path("publicationId")),
                    or(finding.path("postId")),
                    finding.path("seen").asString(""),
                    finding.path("action").asString(""),
                    result(finding),
                    or(finding.path("now")),
                    finding.path("conclusion").asString("")));
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.add(summary());
        return lines;
    }

    private String summary() {
        var dry = run.at("/orders/dryRun").asBoolean(true) ? "dry run" : "run";
        var problem = run.path("problem");
        return "%s %s: %s%s; %d entries, %d in order, %d posts with our mark, %d findings, %d requests"
                .formatted(
                        dry,
                        run.path("id").asString(""),
                        run.path("state").asString(""),
                        problem.isObject()
                                ? " by %s (%s)"
                                        .formatted(
                                                problem.path("code").asString(""),
                                                problem.path("detail").asString(""))
                                : "",
                        run.path("entries").asInt(0),
                        run.path("inOrder").asInt(0),
                        run.path("posts").asInt(0),
                        findings.size(),
                        run.path("requests").asInt(0));
    }

    private static String result(JsonNode finding) {
        return finding.path("visitPending").asBoolean(false)
                ? "visit due"
                : finding.path("result").asString("").replace('_', ' ');
    }

    private static boolean isHealed(JsonNode finding) {
        return finding.path("result").asString("").equals("done")
                && !finding.path("action").asString("").equals("park");
    }

    private static String or(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "-" : value.asString("-");
    }
}
