package dev.colophon.statusprojector.operations;

import dev.colophon.statusprojector.invalidate.Decision;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every request here has in common: a reason is said, and a page has an end. */
final class Requests {

    private static final int REASON_CHARS_MAX = 1_000;
    private static final int PAGE_MAX = 500;

    private Requests() {}

    static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_CHARS_MAX) {
            throw new OperationsRefused(
                    OperationsCode.REASON_MISSING, "Say why: reason, 1 to " + REASON_CHARS_MAX + " characters.");
        }
        return reason.strip();
    }

    /** A decision is made on what was seen: a reason and the preview's fingerprint come with it. */
    static Decision decision(UUID id, @Nullable String reason, @Nullable String fingerprint, String operator) {
        if (fingerprint == null) {
            throw new OperationsRefused(
                    OperationsCode.FINGERPRINT_MISSING, "Look at the preview first, and hand its fingerprint in.");
        }
        return new Decision(id, reason(reason), operator, fingerprint);
    }

    static int limit(int limit) {
        return Math.clamp(limit, 1, PAGE_MAX);
    }
}
