package dev.colophon.publishapi.problem;

import dev.colophon.publishapi.trace.TraceFilter;
import dev.colophon.publishapi.trace.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever ended a request into the one form in which this API refuses. No internals leave the house. */
@Component
public class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final JsonMapper json;
    private final MeterRegistry meters;
    private final RandomGenerator random;

    Problems(JsonMapper json, MeterRegistry meters, RandomGenerator random) {
        this.json = json;
        this.meters = meters;
        this.random = random;
    }

    /** The answer to a failure that reached the edge. */
    ResponseEntity<Problem> answer(Throwable failure, HttpServletRequest request) {
        var refusal = refusalOf(failure, request);
        var headers = new HttpHeaders();
        refusal.retryAfter()
                .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
        return answer(refusal.code(), String.valueOf(refusal.getMessage()), refusal.errors(), headers, request);
    }

    /** The answer for a status that the framework or the container decided on. */
    ResponseEntity<Problem> answer(int status, HttpHeaders headers, HttpServletRequest request) {
        var code = ProblemCode.of(status);
        return answer(code, code.title() + ".", List.of(), headers, request);
    }

    /** Writes a refusal from a filter, where no controller advice reaches. */
    public void write(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(answer(failure, request), response);
    }

    /** A refusal within an answer that is none: of one item among several. */
    public String asJson(ProblemException refusal, TraceParent trace) {
        return json.writeValueAsString(told(refusal, trace));
    }

    /** The same, to be written with the rest of the answer. */
    public Problem told(ProblemException refusal, TraceParent trace) {
        return Problem.of(refusal.code(), String.valueOf(refusal.getMessage()), refusal.errors(), trace.traceId());
    }

    void write(ResponseEntity<Problem> answer, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
    }

    private ResponseEntity<Problem> answer(
            ProblemCode code, String detail, List<FieldError> errors, HttpHeaders headers, HttpServletRequest request) {
        meters.counter("colophon.api.refusals", "code", code.name().toLowerCase(Locale.ROOT))
                .increment();
        return ResponseEntity.status(code.status())
                .headers(headers)
                .contentType(MediaType.valueOf(Problem.MEDIA_TYPE))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(Problem.of(
                        code,
                        detail,
                        errors,
                        TraceFilter.traceOf(request, random).traceId()));
    }

    private static ProblemException refusalOf(Throwable failure, HttpServletRequest request) {
        return switch (failure) {
            case ProblemException refusal -> refusal;
            case InvalidParameterException unreadable -> Parameters.unreadable(unreadable);
            case Throwable _ when SqlState.gaveUpWaiting(failure) -> busy(failure);
            case Throwable _ when SqlState.unavailable(failure) -> unavailable(failure);
            case DataAccessResourceFailureException _, CannotCreateTransactionException _ -> unavailable(failure);
            default -> unexpected(failure, request);
        };
    }

    private static ProblemException busy(Throwable failure) {
        log.warn("A request gave up waiting for the database; the client is told to repeat it: {}", failure.toString());
        return new ProblemException(
                ProblemCode.BUSY, "Nothing was stored. Repeat the request with the same Idempotency-Key.", RETRY_AFTER);
    }

    private static ProblemException unavailable(Throwable failure) {
        log.error(
                "The database cannot be used: requests are refused with 503 until it is back. Check PostgreSQL: {}",
                failure.toString());
        return new ProblemException(
                ProblemCode.DATABASE_UNAVAILABLE,
                "Repeat the request with the same Idempotency-Key: if it was stored, you get its first answer.",
                RETRY_AFTER);
    }

    private static ProblemException unexpected(Throwable failure, HttpServletRequest request) {
        log.error(
                "{} {} failed; the client is told 500 and may safely repeat it. This is a defect: report it with the trace.",
                request.getMethod(),
                request.getRequestURI(),
                failure);
        return new ProblemException(
                ProblemCode.INTERNAL_ERROR,
                "Quote traceId when you report this. Repeating the request with the same Idempotency-Key is safe.");
    }
}
