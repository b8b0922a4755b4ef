package dev.colophon.localtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Leaves a test out with a line that a person sees: a report keeps the reason, a console does not show it. */
final class Skip {

    private Skip() {}

    static void unless(boolean condition, String reason) {
        if (!condition) {
            System.out.println("SKIPPED: " + reason);
        }
        assumeTrue(condition, reason);
    }
}
