package dev.colophon.publishapi.console;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far two records of the same lie apart, by the newest comparison that came to its end. */
record Measured(String sign, String tone, String comparison, String headline, String at, String found) {

    /** Above it somebody is called (docs/operations/divergence.md). */
    private static final double PAGE_PERCENT = 1;

    private static final int MOST_SHOWN = 5;

    static Measured of(JsonNode run) {
        var percent = run.path("percent").asDouble(0);
        var counts = run.path("counts");
        return new Measured(
                percent == 0 ? "✓" : percent > PAGE_PERCENT ? "✗" : "…",
                percent == 0 ? "good" : percent > PAGE_PERCENT ? "bad" : "wait",
                Elsewhere.text(run, "comparison"),
                String.format(
                        Locale.ROOT,
                        "%.3f %% of %d rows",
                        percent,
                        counts.path("compared").asLong(0)),
                Elsewhere.moment(run, "finishedAt"),
                run.path("findings")
                        .valueStream()
                        .limit(MOST_SHOWN)
                        .map(finding -> Elsewhere.text(finding, "publication") + ": " + Elsewhere.text(finding, "what"))
                        .reduce((first, second) -> first + "; " + second)
                        .orElse(""));
    }
}
