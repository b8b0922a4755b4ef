package dev.colophon.publishapi.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal: thrown in a transaction it takes everything back, and the client reads what it says. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;

    /** A refusal of the request as a whole. */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    /** A refusal that passes with time. */
    public ProblemException(ProblemCode code, String detail, Duration retryAfter) {
        this(code, detail, List.of(), retryAfter);
    }

    /** A refusal that names what is wrong where. */
    public ProblemException(ProblemCode code, String detail, List<FieldError> errors) {
        this(code, detail, errors, null);
    }

    private ProblemException(ProblemCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** A refusal of one field of a well-formed request (422). */
    public static ProblemException invalid(String pointer, String fieldCode, String detail, String fix) {
        return new ProblemException(
                ProblemCode.INVALID_REQUEST, detail, List.of(new FieldError(pointer, fieldCode, detail, fix)));
    }

    public ProblemCode code() {
        return code;
    }

    /** Whether the same request may be taken later, as it stands. */
    public boolean passes() {
        return retryAfter != null || !code.status().is4xxClientError();
    }

    /** What is wrong where; empty if it is about the request as a whole. */
    public List<FieldError> errors() {
        return errors;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
