package dev.colophon.wordpresspublisher.operations;

import dev.colophon.deadletter.DeadLetterRefused;
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
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every refusal in one form. No internals leave the house. */
@RestControllerAdvice
class OperationsAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsAdvice.class);
    private static final String BROKE_OFF = "OPERATIONS_FAILED an operation broke off; what it had done is on record";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(OperationsProblem refused) {
        return answer(refused.status(), refused.body());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(DeadLetterRefused refused) {
        HttpStatus status = HttpStatus.valueOf(refused.code().status());
        return answer(
                status,
                OperationsProblem.body(
                        status, refused.code().name(), refused.code().fix(), refused.detail()));
    }

    /** What the container says of it itself would quote the parameter. */
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<ProblemDetail> unreadable() {
        return answer(
                HttpStatus.BAD_REQUEST,
                OperationsProblem.body(
                        HttpStatus.BAD_REQUEST,
                        OperationsCode.REQUEST_REFUSED,
                        "A parameter of the address is not percent-encoded UTF-8."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException failed) {
        LOG.error(BROKE_OFF, failed);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, brokeOff());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failed, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            LOG.error(BROKE_OFF, failed);
        }
        return super.handleExceptionInternal(failed, body, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = Objects.requireNonNullElse(HttpStatus.resolve(status.value()), HttpStatus.BAD_REQUEST);
        ProblemDetail problem = known.is5xxServerError()
                ? brokeOff()
                : OperationsProblem.body(
                        known,
                        OperationsCode.REQUEST_REFUSED,
                        "The request cannot be understood: " + known.getReasonPhrase() + ".");
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ProblemDetail brokeOff() {
        return OperationsProblem.body(
                HttpStatus.INTERNAL_SERVER_ERROR,
                OperationsCode.OPERATIONS_FAILED,
                "The operation broke off. What it had done is on record; the log says why.");
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, ProblemDetail problem) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
