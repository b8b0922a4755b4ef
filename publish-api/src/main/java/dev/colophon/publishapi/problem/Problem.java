package dev.colophon.publishapi.problem;

import java.net.URI;
import java.util.List;

/** Problem details (RFC 9457) with this API's extensions: {@code code}, {@code fix}, {@code errors} and {@code traceId}. */
public record Problem(
        URI type,
        String title,
        int status,
        String code,
        String detail,
        String fix,
        List<FieldError> errors,
        String traceId) {

    /** Media type of every problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(ProblemCode code, String detail, List<FieldError> errors, String traceId) {
        return new Problem(
                code.type(),
                code.title(),
                code.status().value(),
                code.name(),
                detail,
                errors.size() == 1 ? errors.getFirst().fix() : code.fix(),
                errors,
                traceId);
    }
}
