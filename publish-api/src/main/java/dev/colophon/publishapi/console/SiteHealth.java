package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How a site has been of late.
 *
 * @param known whether the publisher told; else {@code nextStep} says why not
 * @param strategy how new posts are made there; empty where nobody has found out
 * @param trial how it was found when it was last tried out; empty where it never was
 */
record SiteHealth(
        boolean known,
        String state,
        String nextStep,
        String lastSuccess,
        String lastFailure,
        String strategy,
        String trial) {

    static SiteHealth of(OperationsAnswer answer) {
        if (answer instanceof OperationsAnswer.Told(var body)) {
            var code = Elsewhere.text(body, "lastFailureCode");
            return new SiteHealth(
                    true,
                    Elsewhere.text(body, "state"),
                    Elsewhere.text(body, "nextStep"),
                    Elsewhere.moment(body, "lastSuccessAt"),
                    code.isEmpty()
                            ? ""
                            : Elsewhere.moment(body, "lastFailureAt") + ", " + code + ": "
                                    + Elsewhere.text(body, "lastFailureDetail"),
                    strategy(body),
                    trial(body.path("trial")));
        }
        return new SiteHealth(
                false,
                "unknown",
                answer instanceof OperationsAnswer.Refused(var _, var code, var detail) && code.equals("SITE_UNKNOWN")
                        ? detail
                        : Elsewhere.problem(answer),
                "",
                "",
                "",
                "");
    }

    private static String trial(JsonNode trial) {
        if (!trial.isObject()) {
            return "";
        }
        var failed = trial.path("failed")
                .valueStream()
                .map(check -> Elsewhere.text(check, "check") + " " + Elsewhere.text(check, "code"))
                .collect(Collectors.joining(", "));
        return (failed.isEmpty() ? "✓ can be used" : "✗ cannot be used: " + failed) + ", as tried "
                + Elsewhere.moment(trial, "triedAt");
    }

    private static String strategy(JsonNode body) {
        var way = switch (Elsewhere.text(body, "strategy")) {
            case "stock" -> "by a draft and its id";
            case "companion_key" -> "under the companion plugin's key";
            default -> "";
        };
        return way.isEmpty() ? "" : way + ", as found " + Elsewhere.moment(body, "strategyFoundAt");
    }
}
