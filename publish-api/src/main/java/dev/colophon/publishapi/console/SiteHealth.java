package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import tools.jackson.databind.JsonNode;

/**
 * How a site has been of late.
 *
 * @param known whether the publisher told; else {@code nextStep} says why not
 * @param strategy how new posts are made there; empty where nobody has found out
 */
record SiteHealth(
        boolean known, String state, String nextStep, String lastSuccess, String lastFailure, String strategy) {

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
                    strategy(body));
        }
        return new SiteHealth(
                false,
                "unknown",
                answer instanceof OperationsAnswer.Refused(var _, var code, var detail) && code.equals("SITE_UNKNOWN")
                        ? detail
                        : Elsewhere.problem(answer),
                "",
                "",
                "");
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
