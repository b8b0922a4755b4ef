package dev.colophon.local.reconcile;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.OperationsApi;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.terminal.LiveLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One reconciliation, followed until it is over and the visits that it asked for have ended. */
record SiteWalk(OperationsApi api, LiveLine line, Pause pause) {

    private static final String SITES = "/operations/v1/sites";
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int LOOKS_MAX = 3_600;
    private static final int PAGE = 500;
    private static final int PAGES_MAX = 1_000;

    /** How a walk waits: for real, or by a clock that a test drives. */
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    WalkReport of(String site, JsonNode orders) throws IOException, InterruptedException {
        var begun = require(api.post(SITES + "/" + idOf(site) + "/reconciliations", orders), "start a reconciliation");
        var report = followed(begun.text("href"));
        line.clear();
        return new WalkReport(
                report.path("run"),
                findings(begun.text("href")),
                report.path("visitsPending").asLong(0));
    }

    private String idOf(String key) throws IOException {
        var next = "";
        for (var page = 0; page < PAGES_MAX; page++) {
            var answer = require(api.get(SITES + next), "list its sites").body();
            var found = answer.path("sites")
                    .valueStream()
                    .filter(site -> site.path("key").asString("").equals(key))
                    .findFirst();
            if (found.isPresent()) {
                return found.get().path("siteId").asString("");
            }
            if (answer.path("next").asString("").isEmpty()) {
                break;
            }
            next = "?after=" + answer.path("next").asString();
        }
        throw new Refusal("the publisher knows no site '%s': nothing was ever published there".formatted(key));
    }

    private JsonNode followed(String run) throws IOException, InterruptedException {
        var report = report(run, 0, 1);
        for (var looks = 0; looks < LOOKS_MAX && isUnderWay(report); looks++) {
            line.show("walking: %d entries, %d posts, %d visits pending"
                    .formatted(
                            report.at("/run/entries").asInt(0),
                            report.at("/run/posts").asInt(0),
                            report.path("visitsPending").asInt(0)));
            pause.of(LOOK_EVERY);
            report = report(run, 0, 1);
        }
        return report;
    }

    private static boolean isUnderWay(JsonNode report) {
        return report.at("/run/state").asString("").equals("running")
                || report.path("visitsPending").asLong(0) > 0;
    }

    private List<JsonNode> findings(String run) throws IOException {
        var findings = new ArrayList<JsonNode>();
        JsonNode page;
        var after = 0;
        do {
            page = report(run, after, PAGE);
            page.path("findings").forEach(findings::add);
            after = page.path("next").asInt(0);
        } while (after > 0);
        return findings;
    }

    private JsonNode report(String run, int after, int limit) throws IOException {
        return require(api.get(run + "?after=%d&limit=%d".formatted(after, limit)), "show the run")
                .body();
    }

    private static Answer require(Answer answer, String what) {
        if (!answer.isSuccess()) {
            throw new Refusal("the publisher would not %s: %s".formatted(what, answer.problem()));
        }
        return answer;
    }
}
