package dev.colophon.publishapi.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * The stable codes of what can go wrong at the door. A code is never renamed: clients and runbooks rely on it. Each has its
 * row in docs/contracts/problems.md.
 */
public enum ProblemCode {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request could not be understood"),
    MALFORMED_BODY(HttpStatus.BAD_REQUEST, "The body is not what this route reads"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter of the address is not valid"),
    IDEMPOTENCY_KEY_MISSING(HttpStatus.BAD_REQUEST, "This route asks for an Idempotency-Key"),
    IDEMPOTENCY_KEY_INVALID(HttpStatus.BAD_REQUEST, "The Idempotency-Key is not valid"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "No valid API key came with the request"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The role of this API key does not suffice"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not know that method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot be had in that media type"),
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The body came too slowly"),
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT, "The first request with this Idempotency-Key is still running"),
    REMOVED_BY_EDITOR(HttpStatus.CONFLICT, "An editor removed this post from the site"),
    NOT_PUBLISHED(HttpStatus.CONFLICT, "No post of this publication is known at the site"),
    PAST_POINT_OF_NO_RETURN(HttpStatus.CONFLICT, "It is too late to cancel this publication"),
    NOTHING_TO_RETRY(HttpStatus.CONFLICT, "This publication is not one that can be retried"),
    SITE_EXISTS(HttpStatus.CONFLICT, "A site of this key is registered already"),
    CLIENT_EXISTS(HttpStatus.CONFLICT, "A client of this name is registered already"),
    TOO_MANY_WEBHOOKS(HttpStatus.CONFLICT, "This client has as many webhooks as a client may have"),
    TOO_MANY_KEYS(HttpStatus.CONFLICT, "This client has as many valid keys as a client may have"),
    TOO_MANY_UPLOADS(HttpStatus.CONFLICT, "As many bytes are kept for this client as may be"),
    WEBHOOKS_OFF(HttpStatus.CONFLICT, "This installation delivers no webhooks"),
    WEBHOOK_DISABLED(HttpStatus.CONFLICT, "Nothing is delivered to a webhook that is disabled"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "This route does not read bodies of that media type"),
    INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "The request is well-formed but cannot be accepted"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key came with another body before"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "This client has sent as much as a client may for now"),
    TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "There are as many streams as there may be"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The request failed through no fault of yours"),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Another request holds what this one needs"),
    INTAKE_SHED(HttpStatus.SERVICE_UNAVAILABLE, "New work is refused until the backlog has shrunk"),
    AUTHORIZATION_SERVER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Access tokens cannot be checked at the moment"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be used at the moment");

    private final HttpStatus status;
    private final String title;

    ProblemCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The problem's type: a name in the form of an address that never changes (docs/contracts/problems.md). */
    public URI type() {
        return URI.create("https://colophon.dev/problems/"
                + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The code that says the most about a status that the framework or the container chose. */
    static ProblemCode of(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> BODY_TOO_SLOW;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 503 -> BUSY;
            default -> status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
        };
    }
}
