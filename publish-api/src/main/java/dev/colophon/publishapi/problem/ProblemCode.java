package dev.colophon.publishapi.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * The stable codes of what can go wrong at the door. A code is never renamed: clients and runbooks rely on it. Each has its
 * row in docs/contracts/problems.md.
 */
public enum ProblemCode {
    BAD_REQUEST(
            HttpStatus.BAD_REQUEST,
            "The request could not be understood",
            "Mend the request. Repeated as it is, it is refused again."),
    MALFORMED_BODY(
            HttpStatus.BAD_REQUEST,
            "The body is not what this route reads",
            "Mend the body by the OpenAPI description."),
    INVALID_PARAMETER(
            HttpStatus.BAD_REQUEST,
            "A parameter of the address is not valid",
            "Mend what errors names, as each fix says."),
    IDEMPOTENCY_KEY_MISSING(
            HttpStatus.BAD_REQUEST,
            "This route asks for an Idempotency-Key",
            "Send one of your own for this one request, such as a UUID, and the same one when you repeat it."),
    IDEMPOTENCY_KEY_INVALID(
            HttpStatus.BAD_REQUEST,
            "The Idempotency-Key is not valid",
            "Send one value of 1 to 255 printable ASCII characters, quoted or bare."),
    UNAUTHENTICATED(
            HttpStatus.UNAUTHORIZED,
            "No valid API key came with the request",
            "Send Authorization: Bearer <key> with a valid one. Have an administrator issue another if yours is revoked."),
    FORBIDDEN(
            HttpStatus.FORBIDDEN,
            "The role of this API key does not suffice",
            "Use the key of a client with the role that the route's description names."),
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is nothing at this address",
            "Look at the address, and at whose key you sent."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED, "This address does not know that method", "Take one of those in Allow."),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE,
            "The answer cannot be had in that media type",
            "Leave Accept out, or name the one in the description."),
    BODY_TOO_SLOW(
            HttpStatus.REQUEST_TIMEOUT,
            "The body came too slowly",
            "Repeat it over a better line, or send less at once."),
    IDEMPOTENCY_KEY_IN_USE(
            HttpStatus.CONFLICT,
            "The first request with this Idempotency-Key is still running",
            "Wait for as long as Retry-After says, then repeat it with the same key."),
    REMOVED_BY_EDITOR(
            HttpStatus.CONFLICT,
            "An editor removed this post from the site",
            "Have it restored at the site, or POST …/retry to have it published anew on purpose."),
    NOT_PUBLISHED(
            HttpStatus.CONFLICT,
            "No post of this publication is known at the site",
            "POST …/cancel, if it is not to be published."),
    PAST_POINT_OF_NO_RETURN(
            HttpStatus.CONFLICT, "It is too late to cancel this publication", "POST …/unpublish takes it back."),
    NOTHING_TO_RETRY(
            HttpStatus.CONFLICT, "This publication is not one that can be retried", "Wait; look at its status."),
    SITE_EXISTS(
            HttpStatus.CONFLICT,
            "A site of this key is registered already",
            "Choose another key, or PUT /v1/sites/{key} to change it."),
    CLIENT_EXISTS(HttpStatus.CONFLICT, "A client of this name is registered already", "Choose another name."),
    TOO_MANY_WEBHOOKS(
            HttpStatus.CONFLICT,
            "This client has as many webhooks as a client may have",
            "Delete one that is of no use any more."),
    TOO_MANY_KEYS(
            HttpStatus.CONFLICT,
            "This client has as many valid keys as a client may have",
            "Revoke one that is of no use any more."),
    TOO_MANY_UPLOADS(
            HttpStatus.CONFLICT,
            "As many bytes are kept for this client as may be",
            "Name addresses instead, or wait: each upload ends by itself."),
    WEBHOOKS_OFF(
            HttpStatus.CONFLICT,
            "This installation delivers no webhooks",
            "Poll, read the stream, or ask its operators."),
    WEBHOOK_DISABLED(
            HttpStatus.CONFLICT,
            "Nothing is delivered to a webhook that is disabled",
            "PATCH it with {\"state\": \"active\"} first."),
    BODY_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE, "The body is too large", "Send less: images by address, a bulk in parts."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "This route does not read bodies of that media type",
            "Send what the description names, as it is."),
    INVALID_REQUEST(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The request is well-formed but cannot be accepted",
            "Mend all of them; take a new Idempotency-Key if the body changes."),
    IDEMPOTENCY_KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The Idempotency-Key came with another body before",
            "Take a new key for a new request; repeat the first one with its own body."),
    RATE_LIMITED(
            HttpStatus.TOO_MANY_REQUESTS,
            "This client has sent as much as a client may for now",
            "Wait for as long as Retry-After says; pace yourself by RateLimit."),
    TOO_MANY_STREAMS(
            HttpStatus.TOO_MANY_REQUESTS,
            "There are as many streams as there may be",
            "Close one, or poll the status."),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The request failed through no fault of yours",
            "Repeat it with the same Idempotency-Key, which is safe; report it with traceId."),
    BUSY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Another request holds what this one needs",
            "Repeat it after Retry-After with the same key."),
    INTAKE_SHED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "New work is refused until the backlog has shrunk",
            "Repeat it after Retry-After with the same key."),
    AUTHORIZATION_SERVER_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Access tokens cannot be checked at the moment",
            "Repeat it after Retry-After, or use an API key."),
    DATABASE_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The database cannot be used at the moment",
            "Repeat it after Retry-After with the same key: if it was stored, you get its first answer.");

    private final HttpStatus status;
    private final String title;
    private final String fix;

    ProblemCode(HttpStatus status, String title, String fix) {
        this.status = status;
        this.title = title;
        this.fix = fix;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What to do about it, in the words of its row. */
    public String fix() {
        return fix;
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
