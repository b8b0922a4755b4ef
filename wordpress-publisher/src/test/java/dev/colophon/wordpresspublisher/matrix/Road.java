package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.fault.Step;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How a site takes a new post: by a reserved draft, or under a key where it has the companion plugin. */
enum Road {
    STOCK,
    KEYED;

    private static final Set<Step> OF_A_DRAFT = EnumSet.of(Step.RESERVED, Step.FILLED, Step.DROPPED);

    /** All cells of a step on this road, the unreachable included. */
    List<Cell> cells(Step step) {
        return Arrays.stream(When.values())
                .flatMap(when -> Arrays.stream(SiteAnswer.values())
                        .flatMap(answer ->
                                Arrays.stream(Then.values()).map(then -> new Cell(this, step, when, answer, then))))
                .toList();
    }

    /** Whether no visit on this road comes to that step. */
    boolean leavesOut(Step step) {
        return this == KEYED && OF_A_DRAFT.contains(step);
    }

    /** Whether the request asks for a post under its key, or what became of one. */
    static boolean isByKey(RecordedRequest request) {
        return request.method().equals("POST") && request.route().startsWith("/colophon/v1/posts/");
    }

    /** Whether it shuts out older ones. */
    static boolean fences(RecordedRequest request) {
        return isByKey(request) && request.route().endsWith("/fence");
    }
}
