package dev.colophon.wordpresspublisher.operations;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A refusal of this API, as RFC 9457 has it; {@code code} is stable, and {@code fix} says what to do. */
final class OperationsProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final OperationsCode code;

    OperationsProblem(OperationsCode code, String detail) {
        super(detail);
        this.code = code;
    }

    HttpStatus status() {
        return code.status();
    }

    ProblemDetail body() {
        return body(code.status(), code, String.valueOf(getMessage()));
    }

    static ProblemDetail body(HttpStatus status, OperationsCode code, String detail) {
        return body(status, code.name(), code.fix(), detail);
    }

    static ProblemDetail body(HttpStatus status, String code, String fix, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(
                "https://colophon.dev/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(status.getReasonPhrase());
        problem.setProperty("code", code);
        problem.setProperty("fix", fix);
        return problem;
    }
}
