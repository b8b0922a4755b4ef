package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at when a site was tried out.
 *
 * @param name of the check; stable
 * @param code of what is wrong, with a page in docs/operations; null where nothing is
 * @param detail what was seen, in one line
 * @param fix what a person does about it; null where nothing is to be done
 */
public record SiteCheck(
        String name,
        Outcome outcome,
        @Nullable String code,
        String detail,
        @Nullable String fix) {

    /** How it ended. */
    public enum Outcome {
        PASSED,
        /** Stories are published all the same, with something less. */
        WARNING,
        /** Nothing can be published. */
        FAILED,
        /** Not looked at, since an earlier check failed. */
        SKIPPED
    }

    public SiteCheck {
        boolean wrong = outcome == Outcome.WARNING || outcome == Outcome.FAILED;
        if (wrong != (code != null) || wrong != (fix != null)) {
            throw new IllegalArgumentException("what is wrong has a code and a fix, and only that: " + name);
        }
    }

    /** Those that failed: while there is one, nothing can be published. */
    public static List<SiteCheck> failed(List<SiteCheck> checks) {
        return checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .toList();
    }

    static SiteCheck passed(String name, String detail) {
        return new SiteCheck(name, Outcome.PASSED, null, detail, null);
    }

    static SiteCheck warning(String name, String code, String detail, String fix) {
        return new SiteCheck(name, Outcome.WARNING, code, detail, fix);
    }

    /** A check that failed for this reason. */
    public static SiteCheck failed(String name, Problem problem, String fix) {
        return new SiteCheck(name, Outcome.FAILED, problem.code(), problem.detail(), fix);
    }

    static SiteCheck skipped(String name) {
        return new SiteCheck(name, Outcome.SKIPPED, null, "Not looked at: an earlier check failed.", null);
    }
}
