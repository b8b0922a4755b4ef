package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import java.util.List;

/**
 * What a trial of a site found.
 *
 * @param usable whether stories can be published
 * @param problem why there is no finding; empty if there is one
 */
record SiteTrial(boolean usable, String problem, List<Line> lines) {

    /** One check of the trial. */
    record Line(String sign, String name, String outcome, String detail, String fix) {}

    static SiteTrial of(OperationsAnswer answer) {
        if (!(answer instanceof OperationsAnswer.Told(var body))) {
            return new SiteTrial(false, Elsewhere.problem(answer), List.of());
        }
        var lines = body.path("checks")
                .valueStream()
                .map(check -> {
                    var outcome = Elsewhere.text(check, "outcome");
                    var code = Elsewhere.text(check, "code");
                    return new Line(
                            outcome.equals("failed") ? "✗" : outcome.equals("passed") ? "✓" : "○",
                            Elsewhere.text(check, "name"),
                            outcome,
                            (code.isEmpty() ? "" : code + ": ") + Elsewhere.text(check, "detail"),
                            Elsewhere.text(check, "fix"));
                })
                .toList();
        return new SiteTrial(body.path("usable").asBoolean(false), "", lines);
    }
}
