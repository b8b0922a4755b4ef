package dev.colophon.statusprojector.operations;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.statusprojector.check.CheckRefused;
import dev.colophon.statusprojector.divergence.DivergenceRefused;
import dev.colophon.statusprojector.invalidate.Refused;
import dev.colophon.statusprojector.rebuild.RebuildRefused;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every refusal in one form, and nothing of the inside in it. */
@RestControllerAdvice
class OperationsAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(OperationsRefused refused) {
        return answer(refused.status(), refused.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        return answer(
                status(refused.code()), refused.code().name(), refused.code().fix(), refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RebuildRefused refused) {
        return answer(
                status(refused.code()), refused.code().name(), refused.code().fix(), refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(CheckRefused refused) {
        return answer(
                status(refused.code()), refused.code().name(), refused.code().fix(), refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(DivergenceRefused refused) {
        return answer(
                status(refused.code()), refused.code().name(), refused.code().fix(), refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(DeadLetterRefused refused) {
        return answer(
                HttpStatus.valueOf(refused.code().status()),
                refused.code().name(),
                refused.code().fix(),
                refused.detail());
    }

    /** What the container says of it itself would quote the parameter. */
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<ProblemDetail> unreadable() {
        return answer(
                HttpStatus.BAD_REQUEST,
                OperationsCode.REQUEST_REFUSED.name(),
                OperationsCode.REQUEST_REFUSED.fix(),
                "A parameter of the address is not percent-encoded UTF-8.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException e) {
        LOG.error(
                "OPERATION_FAILED: an operation broke off; whatever it had begun was rolled back, unless its answer alone was lost",
                e);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                OperationsCode.OPERATION_FAILED.name(),
                OperationsCode.OPERATION_FAILED.fix(),
                "It broke off, and was rolled back unless its answer alone was lost. The log says why.");
    }

    static HttpStatus status(Refused.Code code) {
        return switch (code) {
            case SELECTION_EMPTY -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NO_SUCH_INVALIDATION -> HttpStatus.NOT_FOUND;
            case NOTHING_SELECTED, TOO_MANY_SELECTED, STATUS_WOULD_VANISH, PREVIEW_OUTDATED, REVERSED_ALREADY ->
                HttpStatus.CONFLICT;
        };
    }

    static HttpStatus status(CheckRefused.Code code) {
        return switch (code) {
            case NO_SUCH_CHECK -> HttpStatus.NOT_FOUND;
            case CHECKS_RUNNING -> HttpStatus.CONFLICT;
        };
    }

    static HttpStatus status(DivergenceRefused.Code code) {
        return switch (code) {
            case NO_SUCH_COMPARISON -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NO_SUCH_RUN -> HttpStatus.NOT_FOUND;
            case COMPARISON_RUNNING -> HttpStatus.CONFLICT;
        };
    }

    static HttpStatus status(RebuildRefused.Code code) {
        return switch (code) {
            case SELECTION_INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NO_SUCH_REBUILD -> HttpStatus.NOT_FOUND;
            case REBUILD_RUNNING, REBUILD_ENDED -> HttpStatus.CONFLICT;
        };
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // What a constructor refuses while the body is read, is refused for its own reason.
        var refused = e.getMostSpecificCause();
        if (refused instanceof Refused selection) {
            return body(
                    status(selection.code()),
                    selection.code().name(),
                    selection.code().fix(),
                    selection.getMessage());
        }
        if (refused instanceof RebuildRefused selection) {
            return body(
                    status(selection.code()),
                    selection.code().name(),
                    selection.code().fix(),
                    selection.getMessage());
        }
        return super.handleHttpMessageNotReadable(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            LOG.error("OPERATION_FAILED: the answer of an operation broke off; it may have been done", e);
        }
        return super.handleExceptionInternal(e, body, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var known = Objects.requireNonNullElse(HttpStatus.resolve(status.value()), HttpStatus.BAD_REQUEST);
        if (known.is5xxServerError()) {
            return body(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    OperationsCode.OPERATION_FAILED.name(),
                    OperationsCode.OPERATION_FAILED.fix(),
                    "Its answer broke off, and it may have been done: look. The log says why.");
        }
        return ResponseEntity.status(known)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(OperationsRefused.problem(
                        known,
                        OperationsCode.REQUEST_REFUSED.name(),
                        OperationsCode.REQUEST_REFUSED.fix(),
                        "The request cannot be understood: " + known.getReasonPhrase() + "."));
    }

    private static ResponseEntity<Object> body(HttpStatus status, String code, String fix, @Nullable String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(OperationsRefused.problem(status, code, fix, String.valueOf(detail)));
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, String code, String fix, @Nullable String detail) {
        return answer(status, OperationsRefused.problem(status, code, fix, String.valueOf(detail)));
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, ProblemDetail problem) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
