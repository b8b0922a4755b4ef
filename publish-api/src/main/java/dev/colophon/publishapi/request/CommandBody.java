package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body of a command, as it came; it may be missing altogether. */
public record CommandBody(@Nullable String reason) {

    private static final Pattern JSON = Pattern.compile("application/json *(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_REASON = 500;

    /** The reason that a request gives; null without a body. A command without a body has no type; with one it is JSON like all others. */
    public static @Nullable String reasonIn(byte[] body, HttpServletRequest request, JsonBody bodies) {
        if (body.length == 0) {
            return null;
        }
        var type = request.getContentType();
        if (type == null || !JSON.matcher(type).matches()) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, ProblemCode.UNSUPPORTED_MEDIA_TYPE.title() + ".");
        }
        return bodies.parse(body, CommandBody.class).check();
    }

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
