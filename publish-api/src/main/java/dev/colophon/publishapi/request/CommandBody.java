package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import org.jspecify.annotations.Nullable;

/** Body of a command, as it came; it may be missing altogether. */
public record CommandBody(@Nullable String reason) {

    private static final int MAX_REASON = 500;

    /** The reason, if there is one; 422 if it cannot be kept. */
    public @Nullable String check() {
        if (reason == null) {
            return null;
        }
        var findings = new Findings();
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            findings.add(
                    "/reason",
                    "OUT_OF_RANGE",
                    "A reason has 1 to " + MAX_REASON + " characters.",
                    "Say it shorter, or leave it out.");
        }
        Texts.checkLine(reason, "/reason", findings);
        findings.refuseIfAny();
        return reason;
    }
}
