package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;

/**
 * How a site has been of late.
 *
 * @param known whether the publisher told; else {@code nextStep} says why not
 */
record SiteHealth(boolean known, String state, String nextStep, String lastSuccess, String lastFailure) {

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
                                    + Elsewhere.text(body, "lastFailureDetail"));
        }
        return new SiteHealth(
                false,
                "unknown",
                answer instanceof OperationsAnswer.Refused(var _, var code, var detail) && code.equals("SITE_UNKNOWN")
                        ? detail
                        : Elsewhere.problem(answer),
                "",
                "");
    }
}
