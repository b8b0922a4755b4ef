package dev.colophon.publishapi.console;

import dev.colophon.publishapi.explain.Attempt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An attempt and its evidence as a line of a table. */
record Visit(String number, String outcome, String at, String problem, String steps, String evidence) {

    static Visit of(Attempt attempt) {
        var problem = attempt.problem();
        return new Visit(
                attempt.generation() + "." + attempt.revision() + "." + attempt.attempt(),
                attempt.outcome(),
                Words.moment(attempt.at()),
                problem == null
                        ? ""
                        : problem.code() + ": " + problem.detail()
                                + (problem.httpStatus() == null ? "" : " (HTTP " + problem.httpStatus() + ")"),
                attempt.steps().stream().map(step -> step.step()).collect(Collectors.joining(" → ")),
                Stream.of(
                                labelled("worker", attempt.worker()),
                                labelled("build", attempt.build()),
                                labelled("transaction", attempt.transactionId()),
                                labelled("isolation", attempt.isolation()),
                                labelled("database in recovery", attempt.inRecovery()))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", ")));
    }

    private static String labelled(String label, @Nullable Object value) {
        return value == null ? "" : label + " " + value;
    }
}
