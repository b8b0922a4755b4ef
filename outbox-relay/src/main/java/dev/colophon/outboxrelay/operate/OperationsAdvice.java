package dev.colophon.outboxrelay.operate;

import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
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

/** Every refusal in one form, also what no route of ours refuses itself, and nothing of the inside in it. */
@RestControllerAdvice
class OperationsAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsAdvice.class);
    private static final String BROKE_OFF = "OPERATIONS_FAILED an operation broke off; what it had begun is on record";

    /** Read of an address at the port of metrics alone. What the container says of it itself would quote the parameter. */
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<Object> unreadable() {
        return answer(
                HttpHeaders.EMPTY,
                Problems.of(
                        OperationsCode.REQUEST_REFUSED, "A parameter of the address is not percent-encoded UTF-8."));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(RuntimeException failed) {
        LOG.error(BROKE_OFF, failed);
        return answer(HttpHeaders.EMPTY, brokeOff());
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
        var known = Objects.requireNonNullElse(HttpStatus.resolve(status.value()), HttpStatus.BAD_REQUEST);
        return answer(
                headers,
                known.is5xxServerError()
                        ? brokeOff()
                        : Problems.of(
                                known,
                                OperationsCode.REQUEST_REFUSED,
                                "The request cannot be understood: " + known.getReasonPhrase() + "."));
    }

    private static ProblemDetail brokeOff() {
        return Problems.of(
                OperationsCode.OPERATIONS_FAILED, "It broke off. What it had begun is on record; the log says why.");
    }

    private static ResponseEntity<Object> answer(HttpHeaders headers, ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
