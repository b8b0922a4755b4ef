package dev.colophon.statusprojector.operations;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A refusal of this API. The code is stable, and has a fix. */
final class OperationsRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final OperationsCode code;

    OperationsRefused(OperationsCode code, String detail) {
        super(detail);
        this.code = code;
    }

    HttpStatus status() {
        return code.status();
    }

    ProblemDetail problem() {
        return problem(code.status(), code.name(), code.fix(), String.valueOf(getMessage()));
    }

    /** As RFC 9457 has it, with the code and what to do beside. */
    static ProblemDetail problem(HttpStatus status, String code, String fix, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(
                "https://colophon.dev/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(status.getReasonPhrase());
        problem.setProperty("code", code);
        problem.setProperty("fix", fix);
        return problem;
    }
}
