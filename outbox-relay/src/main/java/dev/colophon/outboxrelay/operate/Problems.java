package dev.colophon.outboxrelay.operate;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Problem details (RFC 9457) with a stable code and what to do about it. */
final class Problems {

    private Problems() {}

    static ProblemDetail of(OperationsCode code, String detail) {
        return of(code.status(), code, detail);
    }

    /** Where HTTP has a status of its own for what the code says. */
    static ProblemDetail of(HttpStatus status, OperationsCode code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("https://colophon.dev/problems/"
                + code.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", code.name());
        problem.setProperty("fix", code.fix());
        return problem;
    }
}
